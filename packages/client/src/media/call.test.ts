import { expect, test } from 'vitest'
import { RoomfulError } from '../errors.ts'
import { createCall } from './call.ts'
import { createCallWorld, previewStream, seen } from './call-world.fixture.ts'
import { fakeEnvironment } from './devices.fixture.ts'
import { settle } from './pair.fixture.ts'
import { FakeTrack } from './tracks.fixture.ts'

const offers = (signals: readonly { kind: string; from: string }[]) =>
  signals.filter(({ kind }) => kind === 'offer').map(({ from }) => from)

test('[CM1] three people, one connection per pair, each newcomer offers to those before', async () => {
  const world = createCallWorld()
  const [ann, bob, cid] = [await world.caller('ann'), await world.caller('bob'), await world.caller('cid')]
  expect(seen(ann)).toEqual(['bob connected', 'cid connected'])
  expect(seen(bob)).toEqual(['ann connected', 'cid connected'])
  expect(seen(cid)).toEqual(['ann connected', 'bob connected'])
  expect(offers(world.room.signals)).toEqual(['c2', 'c3', 'c3'])
  expect(world.network.open).toHaveLength(6)
  expect(ann.line.inCall).toBe(true)
})

test('[CM10] without tracks one joins listening, and hears', async () => {
  const world = createCallWorld()
  await world.caller('ann')
  const bob = world.person('bob')
  await bob.call.join()
  await settle()
  expect(bob.call.get().media).toEqual({ audio: false, video: false, screen: false })
  expect(bob.devices.asked).toHaveLength(0)
  expect(
    bob.call
      .get()
      .peers[0]?.stream?.getTracks()
      .map(({ muted }) => muted),
  ).toEqual([false, false])
})

test('[CM10] asked to, it opens the devices first; a refusal joins nothing', async () => {
  const world = createCallWorld()
  const ann = world.person('ann')
  ann.devices.failures.push('NotAllowedError')
  await expect(ann.call.join({ audio: true })).rejects.toMatchObject({
    source: 'microphone',
    reason: 'denied',
  })
  expect(ann.call.get().status).toBe('idle')
  expect(world.room.legs.size).toBe(0)
  await ann.call.join({ audio: true, video: true })
  expect(ann.call.get()).toMatchObject({ status: 'joined', media: { audio: true, video: true } })
})

test('[CM9] mute and camera are told to the others, newest state only', async () => {
  const world = createCallWorld()
  const [ann, bob] = [await world.caller('ann'), await world.caller('bob')]
  await ann.call.setMicrophone(false)
  expect(ann.call.get().media.audio).toBe(false)
  await settle()
  expect(bob.call.get().peers[0]?.leg.media).toEqual({ audio: false, video: true, screen: false })
  const before = world.room.commands.length
  await Promise.all([true, false, true, false].map((on) => ann.call.setMicrophone(on)))
  await ann.call.setMicrophone(true)
  await settle()
  expect(bob.call.get().peers[0]?.leg.media.audio).toBe(true)
  expect(world.room.commands.length - before).toBeLessThan(4)
})

test('[CM20] a state that was refused for the moment is told later', async () => {
  const world = createCallWorld()
  const [ann, bob] = [await world.caller('ann'), await world.caller('bob')]
  ann.line.refuse('media.set', new RoomfulError('rate_limited', undefined, 700))
  await ann.call.setMicrophone(false)
  await settle()
  expect(bob.call.get().peers[0]?.leg.media.audio).toBe(true)
  await world.pass(800)
  expect(bob.call.get().peers[0]?.leg.media.audio).toBe(false)
})

test('[CM9] a share is listed newest first, with its stream, and goes as it came', async () => {
  const world = createCallWorld()
  const [ann, bob] = [await world.caller('ann'), await world.caller('bob')]
  await ann.call.startScreen()
  await settle()
  expect(bob.call.get().sharing).toEqual(['c1'])
  expect(
    bob.call
      .get()
      .peers[0]?.screen?.getTracks()
      .map(({ muted }) => muted),
  ).toEqual([false, false])
  await bob.call.startScreen()
  await settle()
  expect(ann.call.get().sharing).toEqual(['c2', 'c1'])
  expect(bob.call.get().sharing).toEqual(['c2', 'c1'])
  ann.devices.opened[0]?.end()
  await settle()
  expect(bob.call.get().sharing).toEqual(['c2'])
  expect(bob.call.get().peers[0]?.screen).toBe(null)
  await bob.call.stopScreen()
  await settle()
  expect(ann.call.get().sharing).toEqual([])
})

test('[CM10] leaving stops devices and connections, and the others see it at once', async () => {
  const world = createCallWorld()
  const [ann, bob] = [await world.caller('ann'), await world.caller('bob')]
  const tracks = bob.call.get().localStream?.getTracks() ?? []
  await bob.call.leave()
  await settle()
  expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended'])
  expect(bob.call.get()).toMatchObject({ status: 'idle', peers: [], localStream: null })
  expect(bob.line.inCall).toBe(false)
  expect(seen(ann)).toEqual([])
  expect(world.network.open).toHaveLength(0)
  await bob.call.join({ stream: previewStream() })
  await settle()
  expect(seen(ann)).toEqual(['bob connected'])
})

test('[CM10] leaving before the answer joins nothing and rejects the join', async () => {
  const world = createCallWorld()
  const ann = world.person('ann')
  const joining = ann.call.join({ video: true })
  await ann.call.leave()
  await expect(joining).rejects.toMatchObject({ code: 'not_in_call' })
  await settle()
  expect(world.room.legs.size).toBe(0)
  expect(ann.call.get().status).toBe('idle')
  expect(ann.devices.opened.every(({ readyState }) => readyState === 'ended')).toBe(true)
})

test('[CM10] joining twice is joining once', async () => {
  const world = createCallWorld()
  const ann = world.person('ann')
  await Promise.all([ann.call.join(), ann.call.join()])
  await ann.call.join()
  expect(world.room.commands).toEqual(['call.join'])
})

test('[CM10] a full call is refused, and the tracks are the page’s again', async () => {
  const world = createCallWorld()
  const ann = world.person('ann')
  ann.line.refuse('call.join', new RoomfulError('call_full'))
  const stream = previewStream()
  await expect(ann.call.join({ stream })).rejects.toMatchObject({ code: 'call_full' })
  expect(ann.call.get()).toMatchObject({ status: 'failed', fault: { code: 'call_full' } })
  expect(stream.getTracks().every(({ readyState }) => readyState === 'live')).toBe(true)
  await ann.call.join({ stream })
  expect(ann.call.get()).toMatchObject({ status: 'joined', fault: null, media: { audio: true, video: true } })
})

test('[CM10] a join that is refused for the moment, or has no line, goes on by itself', async () => {
  const world = createCallWorld()
  const ann = world.person('ann')
  ann.line.refuse('call.join', new RoomfulError('busy', undefined, 300))
  const joining = ann.call.join()
  await settle()
  ann.line.lose()
  await world.pass(1_000)
  expect(ann.call.get().status).toBe('joining')
  ann.line.back()
  await joining
  expect(ann.call.get().status).toBe('joined')
  ann.line.leaveRoom()
  expect(ann.call.get().status).toBe('idle')
  await expect(ann.call.join()).rejects.toMatchObject({ code: 'not_joined' })
})

test('[CM16] a voice is seen within 300 ms; muted people have no level and no floor', async () => {
  const world = createCallWorld()
  const [ann, bob] = [await world.caller('ann'), await world.caller('bob')]
  await ann.call.setMicrophone(false)
  await world.pass(200)
  world.network.amplitude = 0.1
  await world.pass(200)
  expect(ann.call.get().activeSpeaker).toBe('c2')
  expect(ann.call.get().peers[0]?.level).toBeGreaterThan(0.5)
  expect(bob.call.get().activeSpeaker).toBe('c2')
  expect(bob.call.get().peers[0]?.level).toBe(0)
  // Speaking while muted can be said to the person.
  expect(ann.call.get().localLevel).toBeGreaterThan(0.5)
})

test('[CM18] nothing happens, nothing renders; what did not change keeps its identity', async () => {
  const world = createCallWorld()
  const [ann, bob] = [await world.caller('ann'), await world.caller('bob')]
  await world.pass(5_000)
  const before = ann.call.get()
  const renders = ann.renders()
  await world.pass(1_500)
  expect(ann.call.get()).toBe(before)
  expect(ann.renders() - renders).toBeLessThanOrEqual(1)
  await bob.call.setMicrophone(false)
  await settle()
  const after = ann.call.get()
  expect(after).not.toBe(before)
  expect(after.media).toBe(before.media)
  expect(after.sharing).toBe(before.sharing)
  expect(after.peers[0]).not.toBe(before.peers[0])
})

test('[CM10] events between the question and its answer are not lost', async () => {
  const world = createCallWorld()
  const [ann, bob] = [world.person('ann'), world.person('bob')]
  const joins = [ann.call.join(), bob.call.join()]
  await Promise.all(joins)
  await settle()
  expect(seen(ann)).toEqual(['bob connected'])
  expect(seen(bob)).toEqual(['ann connected'])
})

test('[CM19] a contract’s client in the call is offered to', async () => {
  const world = createCallWorld()
  const inbox = world.room.addPlain('plain', 'user:old')
  const ann = await world.caller('ann')
  expect(inbox[0]?.kind).toBe('offer')
  expect(inbox[0]?.data).toMatchObject({ type: 'offer' })
  expect(seen(ann)).toEqual(['old connecting'])
})

test('[CM10] creating a call touches nothing; joining without WebRTC says so', async () => {
  const { line } = createCallWorld().person('ann')
  const call = createCall(line.deps, fakeEnvironment({ MediaStream: undefined, mediaDevices: undefined }))
  expect(call.get().status).toBe('idle')
  await expect(call.join()).rejects.toThrow(TypeError)
})

test('[CM13] a device that takes over reaches the others without a word of signalling', async () => {
  const world = createCallWorld()
  const [ann, bob] = [await world.caller('ann'), await world.caller('bob')]
  const said = world.room.signals.length
  await ann.call.setDevice('videoinput', 'cam-2')
  expect(world.network.open[0]?.getTransceivers()[1]?.track?.label).toBe('cam-2 label')
  const track = ann.call.get().localStream?.getVideoTracks()[0]
  if (track instanceof FakeTrack) track.end()
  await settle()
  expect(ann.call.get().mediaFault).toMatchObject({ source: 'camera', reason: 'lost' })
  expect(world.room.signals.length).toBe(said)
  expect(seen(bob)).toEqual(['ann connected'])
})
