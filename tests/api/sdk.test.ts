import { createClient, createGuest, createRest, type Readable, type RoomClient } from '@roomful/client'
import { expect, onTestFinished, test } from 'vitest'
import { ServerProcess } from '../support/server-process.ts'
import { tcpProxy } from '../support/tcp-proxy.ts'

/** Resolves when the value holds, looking again on each change. */
const until = <T>(readable: Readable<T>, holds: (value: T) => boolean) =>
  new Promise<T>((resolve) => {
    const look = () => {
      if (!holds(readable.get())) return
      stop()
      resolve(readable.get())
    }
    const stop = readable.subscribe(look)
    look()
  })
const texts = (room: RoomClient) => room.messages.get().items.map(({ text }) => text)
const says =
  (...texts: string[]) =>
  ({ items }: { items: readonly { text: string }[] }) =>
    texts.every((text, index) => items.at(index - texts.length)?.text === text)

async function serverFor(env: Record<string, string> = {}) {
  const server = await ServerProcess.start(env)
  onTestFinished(() => server[Symbol.asyncDispose]())
  return server
}
async function enter(url: string, name: string, origin = url) {
  const { token, principal } = await createGuest(origin, name)
  const client = createClient({ url, token })
  onTestFinished(() => client.close())
  const room = client.room('atrium')
  await room.join()
  return { client, room, token, id: principal.id }
}

test('[CL25] over real sockets: join, chat both ways, typing, hand, reaction, idleness, leave', async () => {
  const { url } = await serverFor()
  const ann = await enter(url, 'Ann')
  const bob = await enter(url, 'Bob')
  expect(ann.client.get().status).toBe('connected')
  await until(ann.room.participants, (people) => people.length === 2)
  expect(ann.room.participants.get().map(({ name, isSelf }) => [name, isSelf])).toEqual([
    ['Ann', true],
    ['Bob', false],
  ])

  ann.room.typing.keystroke()
  await until(bob.room.typing, (typing) => typing.includes(ann.id))
  const sent = await ann.room.messages.send('hello Bob')
  await until(bob.room.typing, (typing) => typing.length === 0)
  await until(bob.room.messages, says('hello Bob'))
  await bob.room.messages.send('hello Ann', { replyTo: sent.id })
  await until(ann.room.messages, says('hello Bob', 'hello Ann'))
  expect(ann.room.messages.get().items[1]).toMatchObject({ reply_to: sent.id, isOwn: false })

  await bob.room.messages.react(sent.id, '👍', true)
  await ann.room.messages.edit(sent.id, 'hello dear Bob')
  await until(bob.room.messages, ({ items }) => items[0]?.edited_at !== null)
  expect(bob.room.messages.get().items[0]).toMatchObject({
    text: 'hello dear Bob',
    reactions: [{ emoji: '👍', count: 1, by: [bob.id] }],
  })

  await bob.room.participants.raiseHand(true)
  expect(await bob.room.participants.updateData({ seat: 3 })).toEqual({ seat: 3 })
  bob.room.presence.setState('idle')
  await until(ann.room.participants, (people) => people[1]?.state === 'idle')
  expect(ann.room.participants.get()[1]).toMatchObject({ hand_at: expect.any(Number), data: { seat: 3 } })

  await bob.room.leave()
  await until(ann.room.participants, (people) => people[1]?.state === 'inactive')
  expect(ann.room.participants.get()[1]).toMatchObject({ left_cause: 'left', hand_at: null })
  expect(ann.room.presence.get()).toEqual({ active: 1, inactive: 1 })
  expect(await createRest({ url, token: ann.token }).room('atrium')).toMatchObject({
    active_count: 1,
    names: ['Ann'],
  })
})

test('[CL25] refusals carry their code, from sockets and from REST', async () => {
  const { url } = await serverFor()
  const { room } = await enter(url, 'Ann')
  await expect(room.messages.send('x'.repeat(4_001))).rejects.toMatchObject({ code: 'message_too_long' })
  await expect(room.messages.send('  ')).rejects.toMatchObject({ code: 'message_blank', retry: 'never' })
  await expect(room.participants.setRole('nobody', 'host')).rejects.toMatchObject({ retry: 'never' })
  await expect(createGuest(url, ' ')).rejects.toMatchObject({ code: 'name_blank' })
  await expect(createRest({ url }).room('nowhere')).rejects.toMatchObject({ code: 'room_not_found' })
  const stranger = createClient({ url, token: 'nonsense' })
  await expect(stranger.room('atrium').join()).rejects.toMatchObject({ code: 'token_invalid' })
  expect(stranger.get().status).toBe('closed')
})

test('[CL25] the server is killed and comes back: resumed, nothing lost, nothing twice', async () => {
  const server = await serverFor()
  const [ann, bob] = [await enter(server.url, 'Ann'), await enter(server.url, 'Bob')]
  const discontinuities: string[] = []
  bob.room.onDiscontinuity(({ reason }) => discontinuities.push(reason))
  await ann.room.messages.send('before')
  const under = ann.room.messages.send('under way')
  await server.stop('SIGKILL')
  await until(ann.client, ({ status }) => status === 'reconnecting')
  const offline = ['one', 'two', 'three'].map((text) => ann.room.messages.send(text))
  await server.start()
  await Promise.all([under, ...offline])
  await until(bob.room.messages, says('before', 'under way', 'one', 'two', 'three'))
  expect(texts(ann.room)).toEqual(texts(bob.room))
  expect(discontinuities).toEqual([])
  for (const { room } of [ann, bob]) {
    await until(room, ({ status }) => status === 'joined')
    await until(room.presence, ({ active }) => active === 2)
  }
})

test('[CL25] acks that are lost on the way, half of them: each message is there once', async () => {
  const server = await serverFor()
  let count = 0
  await using proxy = await tcpProxy(server.url, (data) => {
    if (!data.includes('"duplicate"')) return false
    count += 1
    return count % 2 === 1
  })
  const ann = await enter(proxy.url, 'Ann', server.url)
  const bob = await enter(server.url, 'Bob')
  const wanted = Array.from({ length: 6 }, (_, index) => `message ${index}`)
  const answers = await Promise.all(wanted.map((text) => ann.room.messages.send(text)))
  expect(new Set(answers.map(({ id }) => id)).size).toBe(wanted.length)
  await until(bob.room.messages, says(...wanted))
  expect(texts(bob.room)).toEqual(wanted)
  expect(texts(ann.room)).toEqual(wanted)
  expect(count).toBeGreaterThan(wanted.length)
})

test('[CL25] drained and started anew, clients move by themselves', async () => {
  const server = await serverFor()
  const { room, client } = await enter(server.url, 'Ann')
  await room.messages.send('before')
  expect(await server.stop('SIGTERM')).toBe(0)
  await server.start()
  await until(room, ({ status }) => status === 'joined')
  await room.messages.send('after')
  expect(texts(room)).toEqual(['before', 'after'])
  expect(client.get().fault).toBeNull()
})

test('[CL25] a long room: the newest come with the join, older ones page by page', async () => {
  const { url } = await serverFor()
  const ann = await enter(url, 'Ann')
  const wanted = Array.from({ length: 120 }, (_, index) => `${index}`)
  await Promise.all(wanted.map((text) => ann.room.messages.send(text)))
  const bob = await enter(url, 'Bob')
  expect(texts(bob.room)).toEqual(wanted.slice(-50))
  await bob.room.messages.loadOlder()
  await bob.room.messages.loadOlder()
  expect(texts(bob.room)).toEqual(wanted)
  expect(bob.room.messages.get().hasOlder).toBe(false)
  const first = bob.room.messages.get().items[0]?.id ?? ''
  expect(await ann.room.messages.find(first)).toMatchObject({ text: '0' })
})
