import type { LogEvent, Participant } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { createWorld, type World } from '../testing/world.fixture.ts'
import type { RoomClient } from '../types.ts'

async function joined(world: World, name = 'ann') {
  const room = world.client(name).room('atrium')
  void room.join()
  await world.settle()
  return room
}
async function happen(world: World, ...events: readonly LogEvent[]) {
  const atrium = world.server.room()
  world.server.tell(atrium, ...events.map((event) => atrium.append(event, world.clock.now())))
  await world.settle()
}
const rows = (room: RoomClient) => room.participants.get().map(({ name, state }) => `${name} ${state}`)
const person = (id: string, change: Partial<Participant> = {}): Participant => ({
  ...{ id, name: id, role: 'member', active: true, joined_at: 5, last_seen: 5 },
  ...{ left_cause: null, hand_at: null, data: {} },
  ...change,
})
const left = (id: string, last_seen: number): LogEvent => ({
  type: 'participant.left',
  payload: { id, cause: 'lost', last_seen },
})

test('[CL19] oneself first, then active people by joining, then inactive ones by last seen', async () => {
  const world = createWorld()
  const room = await joined(world)
  const people = ['bob', 'cleo', 'dan', 'eve'].map((id, index) =>
    person(id, { joined_at: 9 - index, last_seen: 9 - index }),
  )
  await happen(world, ...people.map((payload): LogEvent => ({ type: 'participant.joined', payload })))
  expect(rows(room)).toEqual(['ann active', 'eve active', 'dan active', 'cleo active', 'bob active'])
  await happen(world, left('eve', 20), left('bob', 30))
  expect(rows(room)).toEqual(['ann active', 'dan active', 'cleo active', 'bob inactive', 'eve inactive'])
  expect(room.participants.get().at(-1)).toMatchObject({ left_cause: 'lost', last_seen: 20, hand_at: null })
  expect(room.presence.get()).toEqual({ active: 3, inactive: 2 })
})

test('[CL19] who did not change is the same object, and so is an unchanged list', async () => {
  const world = createWorld()
  const room = await joined(world)
  await happen(world, { type: 'participant.joined', payload: person('bob') })
  const list = room.participants.get()
  const counts = room.presence.get()
  await happen(world, { type: 'room.updated', payload: { title: 'News', by: 'bob' } })
  expect(room.participants.get()).toBe(list)
  expect(room.get().info?.title).toBe('News')
  await happen(world, { type: 'participant.renamed', payload: { id: 'bob', name: 'Robert' } })
  expect(room.participants.get()[0]).toBe(list[0])
  expect(rows(room)).toEqual(['ann active', 'Robert active'])
  expect(room.presence.get()).toBe(counts)
})

test('[CL19] hand, data and role are shown, our own role in the room too', async () => {
  const world = createWorld()
  const room = await joined(world)
  await happen(
    world,
    { type: 'hand.changed', payload: { id: 'guest:ann', hand_at: 7 } },
    { type: 'data.updated', payload: { id: 'guest:ann', data: { seat: 3 } } },
    { type: 'role.changed', payload: { id: 'guest:ann', role: 'host', by: 'guest:ann' } },
  )
  expect(room.participants.get()).toMatchObject([{ hand_at: 7, data: { seat: 3 }, role: 'host' }])
  expect(room.get().self?.role).toBe('host')
})

test('[CL19] counts hold for people whom no snapshot listed', async () => {
  const world = createWorld()
  const atrium = world.server.room()
  for (const id of ['bob', 'cleo']) {
    atrium.append({ type: 'participant.joined', payload: person(id) }, 5)
    atrium.append(left(id, 6), 6)
  }
  const snapshot = atrium.snapshot.bind(atrium)
  // As the server does above 200: the longest absent are counted, not listed.
  atrium.snapshot = () =>
    snapshot(10).map((part) => ({ ...part, participants: part.participants.filter(({ active }) => active) }))
  const room = await joined(world)
  expect(room.presence.get()).toEqual({ active: 1, inactive: 2 })
  await happen(world, { type: 'participant.joined', payload: person('bob', { last_seen: 50 }) })
  expect(room.presence.get()).toEqual({ active: 2, inactive: 1 })
  await happen(world, { type: 'participant.forgotten', payload: { id: 'cleo' } })
  await happen(world, {
    type: 'participant.joined',
    payload: person('dan', { joined_at: 60, last_seen: 60 }),
  })
  expect(room.presence.get()).toEqual({ active: 3, inactive: 0 })
})

test('[CL19] joins and leaves are told once each, with the row as it is then', async () => {
  const world = createWorld()
  const room = await joined(world)
  const heard: string[] = []
  room.on('participant.joined', ({ name, state }) => heard.push(`${name} ${state} joined`))
  const stop = room.on('participant.left', ({ name, state }) => heard.push(`${name} ${state} left`))
  await happen(world, { type: 'participant.joined', payload: person('bob') }, left('bob', 6))
  stop()
  await happen(world, { type: 'participant.joined', payload: person('bob') }, left('bob', 7))
  expect(heard).toEqual(['bob active joined', 'bob inactive left', 'bob active joined'])
})

test('[CL19] what people do to themselves and others goes out as commands', async () => {
  const world = createWorld()
  const room = await joined(world)
  void room.participants.setRole('bob', 'moderator')
  void room.participants.rename('Anna')
  void room.participants.updateData({ seat: 1 }).catch(() => {})
  void room.participants.raiseHand(true)
  void room.participants.raiseHand(false, 'bob')
  await world.settle()
  expect(world.server.asked.slice(1).map(({ type, body }) => [type, body])).toEqual([
    ['role.set', { participant: 'bob', role: 'moderator' }],
    ['participant.rename', { name: 'Anna' }],
    ['data.update', { patch: { seat: 1 } }],
    ['hand.set', { raised: true }],
    ['hand.set', { raised: false, participant: 'bob' }],
  ])
})
