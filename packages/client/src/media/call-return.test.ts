import { expect, test } from 'vitest'
import { RoomfulError } from '../errors.ts'
import { createCallWorld, seen } from './call-world.fixture.ts'
import { settle } from './pair.fixture.ts'

test('[CM11] who loses the line comes back with a new leg; the old media flow until the new ones do', async () => {
  const world = createCallWorld()
  const [ann, bob] = [await world.caller('ann'), await world.caller('bob')]
  const before = ann.call.get().peers[0]?.stream
  bob.line.lose()
  await settle()
  expect(bob.call.get().status).toBe('reconnecting')
  expect(ann.call.get().peers[0]).toMatchObject({ state: 'reconnecting', stream: before })
  expect(bob.call.get().peers[0]?.stream?.getTracks()).toHaveLength(2)
  bob.line.back()
  expect(world.network.open).toHaveLength(2)
  await settle()
  expect(ann.call.get().peers[0]?.stream).toBe(before)
  await world.pass(200)
  expect(bob.call.get().status).toBe('joined')
  expect(seen(ann)).toEqual(['bob connected'])
  expect(seen(bob)).toEqual(['ann connected'])
  expect(ann.call.get().peers[0]?.leg.connection).toBe('c3')
  expect(ann.call.get().peers[0]?.stream).not.toBe(before)
  expect(world.network.open).toHaveLength(2)
})

test('[CM11] the server is killed: everybody is back in the call by themselves, one connection per pair', async () => {
  const world = createCallWorld()
  const people = [await world.caller('ann'), await world.caller('bob'), await world.caller('cid')]
  await people[0]?.call.setMicrophone(false)
  world.room.crash()
  await world.pass(500)
  for (const person of people) expect(person.call.get().peers).toHaveLength(2)
  for (const person of people) {
    person.line.back()
    await world.pass(700)
  }
  await world.pass(500)
  for (const person of people) {
    expect(person.call.get().status).toBe('joined')
    expect(person.call.get().peers.map(({ state }) => state)).toEqual(['connected', 'connected'])
  }
  expect(world.network.open).toHaveLength(6)
  expect(people[1]?.call.get().peers[0]?.leg.media.audio).toBe(false)
})

test('[CM11] who does not come back goes when nothing arrives any more, at the latest after ten seconds', async () => {
  const world = createCallWorld()
  const [ann, bob] = [await world.caller('ann'), await world.caller('bob')]
  await world.pass(2_500)
  bob.line.lose()
  await settle()
  await world.pass(5_000)
  expect(seen(ann)).toEqual(['bob reconnecting'])
  await world.pass(6_000)
  expect(seen(ann)).toEqual([])
})

test('[CM11] a tab that was closed is gone with the first report without news', async () => {
  const world = createCallWorld()
  const [ann, bob] = [await world.caller('ann'), await world.caller('bob')]
  await world.pass(2_500)
  bob.line.lose()
  for (const connection of world.network.open.slice(1)) connection.close()
  await world.pass(2_500)
  expect(seen(ann)).toEqual([])
})

test('[CM11] coming back to a full call is tried again before it fails', async () => {
  const world = createCallWorld()
  const bob = await world.caller('bob')
  bob.line.lose()
  bob.line.refuse('call.join', new RoomfulError('call_full'), 2)
  bob.line.back()
  await world.pass(10_000)
  expect(bob.call.get().status).toBe('joined')
  bob.line.lose()
  bob.line.refuse('call.join', new RoomfulError('call_full'), 9)
  bob.line.back()
  await world.pass(60_000)
  expect(bob.call.get()).toMatchObject({ status: 'failed', fault: { code: 'call_full' }, localStream: null })
})

test('[CM12] TURN credentials are renewed in time, on every connection', async () => {
  const world = createCallWorld()
  await world.caller('ann')
  await world.caller('bob')
  await world.pass(100)
  const joins = () => world.room.commands.filter((name) => name === 'call.join').length
  world.clock.advance(3_600_000 * 0.75 - 5_000)
  await settle()
  expect(joins()).toBe(2)
  world.clock.advance(5_000)
  await settle()
  expect(joins()).toBe(4)
  expect(world.network.open.map(({ configuration }) => configuration.iceServers)).toEqual([[], []])
  expect(world.network.connections).toHaveLength(2)
})
