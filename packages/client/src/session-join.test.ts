import { expect, test } from 'vitest'
import { createWorld, type World } from './testing/world.fixture.ts'
import type { RoomClient } from './types.ts'

const texts = (room: RoomClient) => room.messages.get().items.map(({ text }) => text)
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

test('[CL13] a join refused for now is tried again, one refused for good rejects', async () => {
  const world = createWorld()
  world.server.refuse(
    'room.join',
    { code: 'unavailable', retry_after_ms: 1_000 },
    { code: 'draining' },
    { code: 'users_only' },
  )
  const room = world.client('ann').room('atrium')
  const refused = expect(room.join()).rejects.toMatchObject({ code: 'users_only' })
  await world.settle()
  expect(room.get()).toMatchObject({ status: 'joining', fault: { code: 'unavailable' } })
  await world.advance(1_000)
  await world.advance(1_000)
  await refused
  expect(room.get()).toMatchObject({ status: 'failed', fault: { code: 'users_only' } })

  const again = room.join()
  await world.settle()
  await again
  expect(room.get()).toMatchObject({ status: 'joined', fault: null })
})

test('[CL13] a full room is said at once', async () => {
  const world = createWorld()
  world.server.refuse('room.join', { code: 'room_full' })
  const room = world.client('ann').room('atrium')
  const refused = expect(room.join()).rejects.toMatchObject({ code: 'room_full', retry: 'later' })
  await world.settle()
  await refused
})

test('[CL13] a join that is not answered is asked again', async () => {
  const world = createWorld()
  const room = world.client('ann').room('atrium')
  const done = room.join()
  await handshake(world)
  world.server.socket.toClient.length = 0
  for (let second = 0; second < 21; second += 1) await world.advance(1_000)
  await done
})

test('[CL13] a snapshot that stays away is asked for again', async () => {
  const world = createWorld()
  const room = world.client('ann').room('atrium')
  const done = room.join()
  await handshake(world)
  const { toClient } = world.server.socket
  toClient.splice(0, toClient.length, ...toClient.filter((frame) => frame.includes('"ack"')))
  await world.settle()
  expect(room.get()).toMatchObject({ status: 'joining', self: { participant: 'guest:ann' } })
  await world.advance(10_000)
  await done
})

test('[CL13] an aborted join is given up, unless somebody else waits for it', async () => {
  const world = createWorld()
  world.server.refuse('room.join', { code: 'busy', retry_after_ms: 5_000 })
  const room = world.client('ann').room('atrium')
  const abort = new AbortController()
  const aborted = expect(room.join({ signal: abort.signal })).rejects.toThrow('enough')
  const patient = room.join()
  await world.settle()
  abort.abort(new Error('enough'))
  await aborted
  expect(room.get().status).toBe('joining')
  await world.advance(5_000)
  await patient

  const alone = new AbortController()
  world.server.refuse('room.join', { code: 'busy', retry_after_ms: 5_000 })
  const other = world.client('bob').room('atrium')
  const given = expect(other.join({ signal: alone.signal })).rejects.toThrow('enough')
  await world.settle()
  alone.abort(new Error('enough'))
  await given
  expect(other.get().status).toBe('left')
})

test('[CL13] leaving ends a join under way; who comes back later resumes', async () => {
  const world = createWorld()
  const room = world.client('ann').room('atrium')
  const given = expect(room.join()).rejects.toMatchObject({ code: 'left' })
  const left = room.leave()
  await given
  await world.settle()
  await left

  void room.join({ name: 'Ann' })
  await world.settle()
  const leaving = room.leave()
  await world.settle()
  await leaving
  const atrium = world.server.room()
  expect(atrium.people.get('guest:ann')?.active).toBe(false)
  atrium.say('bob', 'while away', 1)
  expect(texts(room)).toEqual([])
  void room.join()
  await world.settle()
  expect(texts(room)).toEqual(['while away'])
  expect(joins(world).at(-1)).toEqual({ name: 'Ann', resume: { epoch: 'e1', seq: 1 } })
})
