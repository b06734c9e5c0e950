import { expect, test } from 'vitest'
import { createWorld, type World } from './testing/world.fixture.ts'
import type { ClientOptions } from './types.ts'

async function joined(world: World, name = 'ann', options: Partial<ClientOptions> = {}) {
  const roomful = world.client(name, options)
  const room = roomful.room('atrium')
  void room.join()
  await world.settle()
  return { roomful, room }
}
const sends = (world: World) =>
  world.server.asked.flatMap((frame) => {
    if (frame.t !== 'cmd' || frame.type !== 'message.send') return []
    return [{ text: (frame.body as { text: string }).text, key: frame.key }]
  })
const said = (world: World) => world.server.room().messages.map(({ text }) => text)

const memory = () => {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  }
}

test('[CL7] what is said offline is sent after the return, in order, once', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  world.server.isDown = true
  world.server.dropAll()
  const sent = Promise.all(['one', 'two', 'three'].map((text) => room.messages.send(text)))
  await world.advance(5_000)
  expect(said(world)).toEqual([])
  world.server.isDown = false
  await world.advance(10_000)
  expect((await sent).map(({ seq }) => seq)).toEqual([2, 3, 4])
  expect(said(world)).toEqual(['one', 'two', 'three'])
})

test('[CL7] an ack that was lost with the line is fetched under the same key', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  const sent = room.messages.send('hello')
  world.server.read(world.server.socket)
  world.server.dropAll()
  await world.advance(1_000)
  expect(await sent).toMatchObject({ seq: 2, duplicate: true })
  const keys = new Set(sends(world).map(({ key }) => key))
  expect([sends(world).length, keys.size]).toEqual([2, 1])
  expect(said(world)).toEqual(['hello'])
})

test('[CL7] an ack that was lost on a line that lives is fetched after 5 s', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  const sent = room.messages.send('hello')
  world.server.read(world.server.socket)
  const { toClient } = world.server.socket
  toClient.splice(0, toClient.length, ...toClient.filter((frame) => !frame.includes('"ack"')))
  await world.advance(5_000)
  expect(await sent).toMatchObject({ duplicate: true })
  expect(said(world)).toEqual(['hello'])
})

test('[CL7] commands sent before the room was ever joined wait for it', async () => {
  const world = createWorld()
  const room = world.client('ann').room('atrium')
  const sent = room.messages.send('early')
  await world.settle()
  expect(world.server.sockets).toHaveLength(0)
  void room.join()
  await world.settle()
  expect(await sent).toMatchObject({ duplicate: false })
})

test('[CL8] a refusal for now keeps the order: nothing overtakes what waits', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  world.server.refuse('message.send', { code: 'rate_limited', retry_after_ms: 2_000 }, { code: 'busy' })
  const sent = Promise.all([room.messages.send('one'), room.messages.send('two')])
  await world.advance(1_999)
  expect(said(world)).toEqual([])
  expect(sends(world)).toHaveLength(1)
  await world.advance(1)
  await world.advance(1_000)
  await sent
  expect(said(world)).toEqual(['one', 'two'])
})

test('[CL8] refused for good, it fails and the next one goes', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  world.server.refuse('message.send', { code: 'message_too_long' })
  const failed = expect(room.messages.send('one')).rejects.toMatchObject({
    code: 'message_too_long',
    retry: 'never',
  })
  const sent = room.messages.send('two')
  await world.settle()
  await failed
  await sent
  expect(said(world)).toEqual(['two'])
})

test('[CL8] a command that the server stumbles over five times blocks the others no longer', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  world.server.refuse('hand.set', ...Array.from({ length: 5 }, () => ({ code: 'internal' as const })))
  const failed = expect(room.participants.raiseHand(true)).rejects.toMatchObject({ code: 'internal' })
  const sent = room.messages.send('hello')
  for (let second = 0; second < 30; second += 1) await world.advance(1_000)
  await failed
  await sent
})

test('[CL8] forgotten by the server, it joins again and goes on', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  world.server.refuse('message.send', { code: 'not_joined' })
  const sent = room.messages.send('hello')
  await world.settle()
  await sent
  expect(world.server.asked.map(({ type }) => type)).toEqual([
    'room.join',
    'message.send',
    'room.join',
    'message.send',
  ])
})

test('[CL8] a token that expired meanwhile is renewed, then the command goes out again', async () => {
  const world = createWorld()
  const { room } = await joined(world, 'ann', { token: async () => 'ann' })
  world.server.refuse('message.send', { code: 'token_expired' })
  const sent = room.messages.send('hello')
  await world.advance(1_000)
  await sent
  expect(world.server.sockets).toHaveLength(2)
  expect(said(world)).toEqual(['hello'])
})

test('[CL9] a thousand commands wait, no more; and none is larger than the server reads', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  world.server.isDown = true
  world.server.dropAll()
  await expect(room.participants.updateData({ much: 'x'.repeat(70_000) })).rejects.toMatchObject({
    code: 'too_large',
  })
  const waiting = Array.from({ length: 1_000 }, (_, index) => room.messages.send(`${index}`))
  await expect(room.messages.send('one too many')).rejects.toMatchObject({ code: 'queue_full' })
  world.server.isDown = false
  await world.advance(20_000)
  await Promise.all(waiting)
  expect(world.server.room().messages).toHaveLength(1_000)
})

test('[CL9] an aborted command is not sent any more and rejects with the reason', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  world.server.isDown = true
  world.server.dropAll()
  const abort = new AbortController()
  const first = room.messages.send('never mind', { signal: abort.signal })
  const second = room.messages.send('this one')
  abort.abort(new Error('changed my mind'))
  await expect(first).rejects.toThrow('changed my mind')
  await expect(room.messages.send('no', { signal: abort.signal })).rejects.toThrow('changed my mind')
  expect(room.messages.get().items.map(({ text }) => text)).toEqual(['this one'])
  world.server.isDown = false
  await world.advance(10_000)
  await second
  expect(said(world)).toEqual(['this one'])
})

test('[CL9] with a storage the queue outlives the page, and only its writer sends it', async () => {
  const world = createWorld()
  const storage = memory()
  const before = await joined(world, 'ann', { storage })
  world.server.isDown = true
  world.server.dropAll()
  void before.room.messages.send('from the old page').catch(() => {})
  world.server.isDown = false

  const bob = await joined(world, 'bob', { storage })
  expect(bob.room.messages.get().items).toEqual([])
  const after = await joined(world, 'ann', { storage })
  expect(said(world)).toEqual(['from the old page'])
  expect(after.room.messages.get().items).toMatchObject([{ status: 'sent', text: 'from the old page' }])
  expect(storage.items.size).toBe(0)

  // The page that was thought lost comes back: the key makes it no second message.
  await world.advance(10_000)
  expect(said(world)).toEqual(['from the old page'])
})

test('[CL9] a storage that refuses is as good as none', async () => {
  const world = createWorld()
  const refuse = () => {
    throw new Error('no room')
  }
  const storage = { getItem: () => '{"not": "a list"}', setItem: refuse, removeItem: refuse }
  const { room } = await joined(world, 'ann', { storage })
  const sent = room.messages.send('hello')
  await world.settle()
  await sent
})

test('[CL9] typing, idleness and signals never wait', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  world.server.isDown = true
  world.server.dropAll()
  room.typing.keystroke()
  const call = world.calls[0]
  await expect(call?.send('call.leave', {})).rejects.toMatchObject({ code: 'offline', retry: 'later' })
  world.server.isDown = false
  await world.advance(1_000)
  expect(world.server.asked.map(({ type }) => type)).toEqual(['room.join', 'room.join'])
})
