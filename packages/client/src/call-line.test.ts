import type { Leg, LiveEvent } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { createWorld, type World } from './testing/world.fixture.ts'

async function joined(world: World) {
  const roomful = world.client('ann')
  const room = roomful.room('atrium')
  const call = world.calls[0]
  if (!call) throw new Error('a room has a call')
  const heard: unknown[] = []
  call.link.subscribe(() => heard.push(call.link.get().status))
  call.onLegs((legs) => heard.push(legs.map(({ connection }) => connection)))
  call.onEvent(({ type }) => heard.push(type))
  void room.join()
  await world.settle()
  return { roomful, room, call, heard }
}
const leg = (connection: string): Leg => ({
  ...{ connection, participant: 'bob', negotiation: 'perfect', joined_at: 1 },
  media: { audio: true, video: false, screen: false },
})
const callJoined = (connection: string): LiveEvent => ({ type: 'call.joined', payload: leg(connection) })
const state = (...connections: string[]) => ({
  ...{ t: 'live_state' as const, room: 'atrium' },
  state: { idle: [], typing: [], legs: connections.map(leg) },
})

test('[CL22] a call hears of the line, then of all legs, then of each change', async () => {
  const world = createWorld()
  const { call, heard } = await joined(world)
  expect(call.link.get()).toEqual({ status: 'joined', connection: 'c1' })
  world.server.live(world.server.room(), callJoined('x'))
  await world.settle()
  expect(heard).toEqual(['joined', [], 'call.joined'])
})

test('[CL22] after a loss nothing is heard before the legs of the new connection', async () => {
  const world = createWorld()
  const { call, heard } = await joined(world)
  world.server.dropAll()
  expect(call.link.get()).toEqual({ status: 'lost', connection: null })
  await world.advance(1_000)
  expect(call.link.get()).toEqual({ status: 'joined', connection: 'c2' })
  expect(heard).toEqual(['joined', [], 'lost', 'joined', []])
})

test('[CL22] events around the live state of a resume: those before are in it, those behind follow', async () => {
  const world = createWorld()
  const { heard } = await joined(world)
  heard.length = 0
  world.server.dropAll()
  world.clock.advance(100)
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve()
  world.server.accept()
  const { socket } = world.server
  world.server.read(socket)
  socket.deliverToClient()
  world.server.read(socket)
  const [ack] = socket.toClient.splice(0)
  world.server.live(world.server.room(), callJoined('before'))
  socket.push(state('before'))
  world.server.live(world.server.room(), callJoined('behind'))
  if (ack) socket.toClient.push(ack)
  await world.settle()
  expect(heard).toEqual(['lost', 'joined', ['before'], 'call.joined'])
})

test('[CL22] a later live state replaces the legs; a gap in the log does not disturb the call', async () => {
  const world = createWorld()
  const { heard } = await joined(world)
  heard.length = 0
  world.server.socket.push(state('a', 'b'))
  await world.settle()
  expect(heard).toEqual([['a', 'b']])
  const atrium = world.server.room()
  atrium.say('bob', 'lost', 1)
  world.server.tell(atrium, atrium.say('bob', 'seen', 1))
  await world.settle()
  heard.length = 0
  world.clock.advance(300)
  world.server.live(atrium, callJoined('c'))
  await world.settle()
  expect(heard).toEqual(['call.joined', []])
})

test('[CL22] leaving the room, or being closed for good, ends the call', async () => {
  const world = createWorld()
  const { room, call, heard } = await joined(world)
  void room.leave()
  await world.settle()
  expect(call.link.get()).toEqual({ status: 'left', connection: null })
  await expect(call.send('call.leave', {})).rejects.toMatchObject({ code: 'offline' })
  void room.join()
  await world.settle()
  world.server.fatal(world.server.socket, 'origin_refused')
  await world.settle()
  expect(heard.filter((what) => typeof what === 'string')).toEqual(['joined', 'left', 'joined', 'left'])
})

test('[CL22] commands of the call are answered or fail; refusals are errors with their code', async () => {
  const world = createWorld()
  const { call } = await joined(world)
  world.server.refuse('media.set', { code: 'not_in_call' })
  const media = { audio: false, video: false, screen: false }
  const refused = expect(call.send('media.set', media)).rejects.toMatchObject({ code: 'not_in_call' })
  const left = call.send('call.leave', {})
  await world.settle()
  await refused
  expect(await left).toEqual({})
  const lost = expect(call.send('call.leave', {})).rejects.toMatchObject({ code: 'offline' })
  world.server.dropAll()
  await lost
})
