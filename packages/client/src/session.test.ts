import type { LiveEvent } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { createWorld, type World } from './testing/world.fixture.ts'
import type { Discontinuity, RoomClient } from './types.ts'

async function joined(world: World, name = 'ann') {
  const roomful = world.client(name)
  const room = roomful.room('atrium')
  void room.join()
  await world.settle()
  return { roomful, room }
}
const texts = (room: RoomClient) => room.messages.get().items.map(({ text }) => text)
const names = (room: RoomClient) => room.participants.get().map(({ name }) => name)
/** Up to the answer of the join, which is not delivered yet. */
async function handshake({ server }: World): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve()
  server.accept()
  server.read(server.socket)
  server.socket.deliverToClient()
  server.read(server.socket)
}
const joins = (world: World) =>
  world.server.asked.flatMap(({ type, body }) => (type === 'room.join' ? [body] : []))

test('[CL10] what comes twice is applied once, what comes early waits', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  const atrium = world.server.room()
  const [one, two, three] = ['one', 'two', 'three'].map((text) => atrium.say('guest:bob', text, 1))
  if (!one || !two || !three) throw new Error('three were said')
  world.server.tell(atrium, one)
  world.server.tell(atrium, three)
  world.server.tell(atrium, one)
  await world.settle()
  expect(texts(room)).toEqual(['one'])
  world.server.tell(atrium, one, two, three)
  await world.settle()
  expect(texts(room)).toEqual(['one', 'two', 'three'])
  await world.advance(1_000)
  expect(joins(world)).toHaveLength(1)
})

test('[CL10] a gap that nothing fills is asked for, from the last position', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  const atrium = world.server.room()
  atrium.say('guest:bob', 'lost', 1)
  world.server.tell(atrium, atrium.say('guest:bob', 'seen', 1))
  await world.settle()
  expect(texts(room)).toEqual([])
  await world.advance(300)
  expect(texts(room)).toEqual(['lost', 'seen'])
  expect(joins(world)).toEqual([{}, { resume: { epoch: 'e1', seq: 1 } }])
  expect(room.get()).toMatchObject({ status: 'joined', position: { epoch: 'e1', seq: 3 } })
})

test('[CL10] entries hidden from us keep the numbers whole', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  const atrium = world.server.room()
  const said = atrium.say('guest:bob', 'hello', 1)
  world.server.tell(atrium, { seq: said.seq, at: 1, type: 'hidden' })
  await world.settle()
  expect(room.get().position?.seq).toBe(2)
  expect(texts(room)).toEqual([])
})

test.each([false, true])('[CL11] a snapshot is applied whole, the ack behind it: %s', async (acksLast) => {
  const world = createWorld()
  world.server.acksLast = acksLast
  const atrium = world.server.room()
  for (const name of ['bob', 'cleo', 'dan', 'eve']) atrium.join(name, name, 1)
  atrium.say('bob', 'hello', 1)
  const room = world.client('ann').room('atrium')
  const seen: number[] = []
  room.participants.subscribe(() => seen.push(room.participants.get().length))
  const done = room.join()
  await world.settle()
  await done
  expect(new Set(seen.filter((count) => count > 0))).toEqual(new Set([5]))
  expect(names(room)).toEqual(['ann', 'bob', 'cleo', 'dan', 'eve'])
  expect(texts(room)).toEqual(['hello'])
})

test('[CL11] what happens while the parts of a snapshot arrive is applied behind it', async () => {
  const world = createWorld()
  const atrium = world.server.room()
  for (const name of ['bob', 'cleo', 'dan']) atrium.join(name, name, 1)
  const room = world.client('ann').room('atrium')
  void room.join()
  await handshake(world)
  const { socket } = world.server
  const said = atrium.say('bob', 'meanwhile', 1)
  const [ack, first, ...rest] = socket.toClient.splice(0)
  if (!ack || !first) throw new Error('the join was answered')
  socket.toClient.push(ack, first)
  world.server.tell(atrium, said)
  world.server.live(atrium, { type: 'presence.changed', payload: { participant: 'bob', state: 'idle' } })
  await world.settle()
  expect(room.get()).toMatchObject({ status: 'joining', position: null })
  expect(texts(room)).toEqual([])
  socket.toClient.push(...rest)
  await world.settle()
  expect(room.get()).toMatchObject({ status: 'joined', position: { seq: 5 } })
  expect(texts(room)).toEqual(['meanwhile'])
  expect(room.participants.get().find(({ id }) => id === 'bob')?.state).toBe('idle')
})

test('[CL11] a snapshot cut off by the end of the line leaves what was there', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  const atrium = world.server.room()
  world.server.dropAll()
  for (const name of ['bob', 'cleo', 'dan']) atrium.join(name, name, 1)
  atrium.floor = 4
  world.clock.advance(100)
  await handshake(world)
  const { socket } = world.server
  while (socket.toClient.length > 1) socket.deliverToClient()
  expect(socket.toClient[0]).toContain('"last":true')
  world.server.dropAll()
  expect(names(room)).toEqual(['ann'])
  await world.advance(1_000)
  expect(names(room)).toEqual(['ann', 'bob', 'cleo', 'dan'])
})

test('[CL12] back after a loss, the missed events come one by one', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  const atrium = world.server.room()
  const heard: string[] = []
  room.on('message.created', ({ text }) => heard.push(text))
  room.on('participant.joined', ({ name }) => heard.push(`${name} joined`))
  const discontinuities: Discontinuity[] = []
  room.onDiscontinuity((what) => discontinuities.push(what))
  world.server.dropAll()
  atrium.join('bob', 'bob', 1)
  atrium.say('bob', 'hello', 1)
  await world.advance(1_000)
  expect(heard).toEqual(['bob joined', 'hello'])
  expect(discontinuities).toEqual([])
  expect(joins(world)[1]).toEqual({ resume: { epoch: 'e1', seq: 1 } })
})

test('[CL12] a reset tells of the discontinuity when the new state is in', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  const atrium = world.server.room()
  world.server.tell(atrium, atrium.say('guest:ann', 'old', 1))
  await world.settle()
  const heard: unknown[] = []
  room.onDiscontinuity((what) => heard.push(what, texts(room), room.get().status))
  room.on('message.created', ({ text }) => heard.push(text))
  world.server.dropAll()
  for (let count = 0; count < 60; count += 1) atrium.say('guest:ann', `${count}`, 1)
  atrium.floor = 10
  await world.advance(1_000)
  const rest = Array.from({ length: 50 }, (_, index) => `${index + 10}`)
  expect(heard).toEqual([{ room: 'atrium', reason: 'trimmed' }, rest, 'joined'])
  expect(room.messages.get().hasOlder).toBe(true)
})

test('[CL12] another history replaces everything', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  world.server.tell(world.server.room(), world.server.room().say('guest:ann', 'gone', 1))
  await world.settle()
  const reasons: string[] = []
  room.onDiscontinuity(({ reason }) => reasons.push(reason))
  world.server.rooms.clear()
  const atrium = world.server.room()
  atrium.epoch = 'e2'
  world.server.dropAll()
  atrium.say('bob', 'new', 1)
  await world.advance(1_000)
  expect(reasons).toEqual(['epoch'])
  expect(texts(room)).toEqual(['new'])
  expect(room.get().position).toEqual({ epoch: 'e2', seq: 2 })
})

test('[CL12] live state replaces what was volatile', async () => {
  const world = createWorld()
  const { room } = await joined(world)
  await joined(world, 'bob')
  const atrium = world.server.room()
  const typing: LiveEvent = { type: 'typing.changed', payload: { participant: 'guest:bob', typing: true } }
  const idle: LiveEvent = {
    type: 'presence.changed',
    payload: { participant: 'guest:bob', state: 'idle' },
  }
  world.server.live(atrium, typing, idle)
  await world.settle()
  expect(room.typing.get()).toEqual(['guest:bob'])
  expect(room.participants.get().map(({ state }) => state)).toEqual(['active', 'idle'])
  world.server.dropAll()
  expect(room.typing.get()).toEqual([])
  await world.advance(1_000)
  expect(room.participants.get().map(({ state }) => state)).toEqual(['active', 'active'])
})
