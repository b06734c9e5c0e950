import { expect, test } from 'vitest'
import { createWorld } from './testing/world.fixture.ts'

const texts = (room: { messages: { get(): { items: readonly { text: string; status: string }[] } } }) =>
  room.messages.get().items.map(({ text, status }) => `${text} ${status}`)

test('[CL1] joins, shows who is there, and what one says the other reads', async () => {
  const { client, settle } = createWorld()
  const [ann, bob] = [client('ann').room('atrium'), client('bob').room('atrium')]
  const joined = Promise.all([ann.join(), bob.join()])
  await settle()
  await joined
  expect(ann.get()).toMatchObject({
    status: 'joined',
    info: { slug: 'atrium' },
    self: { participant: 'guest:ann', role: 'member' },
    position: { epoch: 'e1', seq: 2 },
  })
  expect(bob.participants.get().map(({ name, isSelf, state }) => [name, isSelf, state])).toEqual([
    ['bob', true, 'active'],
    ['ann', false, 'active'],
  ])

  const sent = ann.messages.send('hello')
  expect(texts(ann)).toEqual(['hello pending'])
  await settle()
  expect(await sent).toMatchObject({ seq: 3, epoch: 'e1', duplicate: false })
  expect(texts(ann)).toEqual(['hello sent'])
  expect(texts(bob)).toEqual(['hello sent'])
  expect(bob.messages.get().items[0]).toMatchObject({ author: 'guest:ann', isOwn: false, seq: 3 })
})

test('[CL1] the token travels in the first frame, never in the address', async () => {
  const { client, server, settle } = createWorld()
  void client('ann').room('atrium').join()
  await settle()
  expect(server.socket.url).toBe('ws://roomful.test/v1')
  expect(server.socket.protocols).toEqual(['roomful.v1'])
  expect(server.socket.sent[0]).toEqual({ t: 'hello', token: 'ann' })
})

test('[CL1] nothing connects before the first room is joined', async () => {
  const { client, server, settle } = createWorld()
  const room = client('ann').room('atrium')
  await settle()
  expect(server.sockets).toHaveLength(0)
  expect(room.get().status).toBe('idle')
})

test('[CL2] one object per room, whatever the spelling of its name', () => {
  const roomful = createWorld().client('ann')
  expect(roomful.room(' caf\u0065\u0301 ')).toBe(roomful.room('caf\u00e9'))
})

test('[CL2] the last of those who hold a room leaves it, unless somebody holds it again in time', async () => {
  const { client, server, settle, advance } = createWorld()
  const roomful = client('ann')
  const [one, two] = [roomful.hold('atrium'), roomful.hold('atrium')]
  void one.room.join()
  await settle()
  one.release()
  one.release()
  await advance(1_000)
  two.release()
  const three = roomful.hold('atrium')
  await advance(1_000)
  expect(one.room.get().status).toBe('joined')
  three.release()
  await advance(1_000)
  expect(one.room.get().status).toBe('left')
  expect(server.room().people.get('guest:ann')).toMatchObject({ active: false, left_cause: 'left' })
})

test('[CL2] close leaves every room, and what waits is rejected', async () => {
  const { client, server, settle, clock } = createWorld()
  const roomful = client('ann')
  const room = roomful.room('atrium')
  void room.join()
  await settle()
  server.isDown = true
  server.dropAll()
  const sent = room.messages.send('too late')
  const closed = roomful.close()
  await settle()
  await closed
  await expect(sent).rejects.toMatchObject({ code: 'closed' })
  await expect(room.join()).rejects.toMatchObject({ code: 'closed' })
  expect(roomful.get().status).toBe('closed')
  clock.advance(60_000)
  roomful.reconnect()
  await settle()
  expect(server.sockets).toHaveLength(1)
})

test('[CL2] a client can be disposed of', async () => {
  const { client, server, settle } = createWorld()
  const roomful = client('ann')
  void roomful.room('atrium').join()
  await settle()
  const disposed = roomful[Symbol.asyncDispose]()
  await settle()
  await disposed
  expect(server.room().people.get('guest:ann')?.active).toBe(false)
})
