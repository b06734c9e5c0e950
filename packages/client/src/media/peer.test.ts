import { expect, test } from 'vitest'
import { createPair, leg, type PairOptions, type Side, settle, speaking } from './pair.fixture.ts'
import { PLAIN_WAIT_MS } from './peer.ts'
import { CONNECT_WAIT_MS, DISCONNECTED_PATIENCE_MS } from './recovery.ts'
import { FakeTrack } from './tracks.fixture.ts'

const offers = ({ sent }: Side) => sent.filter(({ kind }) => kind === 'offer').length
async function connected(options?: PairOptions) {
  const pair = createPair(options)
  await settle()
  return pair
}

test('[CM6] mute, camera and screen replace tracks and negotiate nothing', async () => {
  const pair = await connected()
  const said = pair.incumbent.sent.length + pair.newcomer.sent.length
  const screen = new FakeTrack('video', 'screen')
  const screenSound = new FakeTrack('audio', 'screen')
  const { camera, microphone } = speaking()
  for (const outgoing of [
    { microphone, camera: null, screen: null, screenSound: null },
    { microphone, camera, screen, screenSound },
    { microphone: null, camera: null, screen: null, screenSound: null },
    { microphone, camera, screen, screenSound },
  ]) {
    pair.newcomer.peer.carry(outgoing)
    await settle()
    const heard = [pair.incumbent.peer.stream, pair.incumbent.peer.screen].flatMap(
      (stream) => stream?.getTracks().map(({ muted }) => !muted) ?? [],
    )
    const { microphone: a, camera: b, screen: c, screenSound: d } = outgoing
    expect(heard).toEqual([a, b, c, d].map((track) => track !== null))
  }
  expect(pair.incumbent.sent.length + pair.newcomer.sent.length).toBe(said)
})

test('[CM6] sound and picture belong to one stream, the screen to another', async () => {
  const { newcomer, incumbent } = await connected()
  for (const { pc } of [newcomer, incumbent]) {
    const [microphone, camera, screen, sound] = pc.getTransceivers().map(({ streams }) => streams[0])
    expect(microphone).toBe(camera)
    expect(screen).toBe(sound)
    expect(screen).not.toBe(camera)
  }
})

test('[CM7] a line that is away for two seconds is restarted by both, and is one connection again', async () => {
  const pair = await connected()
  pair.network.cut(pair.newcomer.pc)
  expect(pair.newcomer.peer.state).toBe('reconnecting')
  await pair.pass(DISCONNECTED_PATIENCE_MS - 10)
  expect(offers(pair.newcomer) + offers(pair.incumbent)).toBe(1)
  await pair.pass(20)
  expect(offers(pair.newcomer) + offers(pair.incumbent)).toBe(3)
  expect(pair.newcomer.peer.state).toBe('connected')
  expect(pair.incumbent.peer.state).toBe('connected')
  expect(pair.network.connections).toHaveLength(2)
})

test('[CM7] a line that mends itself in time is left alone', async () => {
  const pair = await connected()
  pair.network.cut(pair.newcomer.pc)
  await pair.pass(DISCONNECTED_PATIENCE_MS / 2)
  pair.network.connect()
  await pair.pass(DISCONNECTED_PATIENCE_MS * 2)
  expect(offers(pair.newcomer) + offers(pair.incumbent)).toBe(1)
  expect(pair.newcomer.peer.state).toBe('connected')
})

test('[CM7] restarts that do not help end in a new connection, with growing waits, and a word for the person', async () => {
  const pair = await connected()
  pair.network.blocked = true
  pair.network.cut(pair.newcomer.pc, 'failed')
  await pair.pass(60_000)
  expect(pair.newcomer.peer.state).toBe('failed')
  expect(pair.network.connections.length).toBeGreaterThan(2)
  // Two restarts and three new connections of each side in a minute, each of which costs the other side one too.
  expect(pair.network.connections.length).toBeLessThanOrEqual(2 + 2 * 3 * 2)
  pair.network.blocked = false
  await pair.pass(60_000)
  expect(pair.newcomer.peer.state).toBe('connected')
  expect(pair.incumbent.peer.state).toBe('connected')
  expect(pair.network.open).toHaveLength(2)
})

test('[CM8] an offer that was lost is made anew on a fresh connection', async () => {
  const pair = createPair()
  let lost = 0
  pair.lose = ({ kind }) => kind === 'offer' && lost++ === 0
  await pair.pass(CONNECT_WAIT_MS - 10)
  expect(pair.newcomer.peer.state).toBe('connecting')
  await pair.pass(1_000)
  expect(pair.newcomer.peer.state).toBe('connected')
  expect(pair.incumbent.peer.state).toBe('connected')
  expect(pair.network.open).toHaveLength(2)
})

test('[CM8] so is one whose answer was lost', async () => {
  const pair = createPair()
  let lost = 0
  pair.lose = ({ kind }) => kind === 'answer' && lost++ === 0
  await pair.pass(CONNECT_WAIT_MS + 1_000)
  expect(pair.newcomer.peer.state).toBe('connected')
  expect(pair.incumbent.peer.state).toBe('connected')
  expect(pair.network.open).toHaveLength(2)
})

const plain = () => leg('plain', { negotiation: 'plain' })

test('[CM19] a plain leg that was there before us is offered sound and picture alone', async () => {
  const { newcomer } = await connected({ newcomerSees: plain() })
  expect(offers(newcomer)).toBe(1)
  expect(newcomer.pc.getTransceivers().map(({ kind }) => kind)).toEqual(['audio', 'video'])
})

test('[CM19] a plain newcomer has two seconds to offer by itself', async () => {
  const pair = createPair({ incumbentSees: plain(), newcomerSilent: true })
  await pair.pass(PLAIN_WAIT_MS - 10)
  expect(offers(pair.incumbent)).toBe(0)
  await pair.pass(20)
  expect(offers(pair.incumbent)).toBe(1)
  expect(pair.incumbent.pc.getTransceivers()).toHaveLength(2)
})

test('[CM19] the offer of a plain newcomer is answered, and ours never comes', async () => {
  const pair = createPair({ incumbentSees: plain() })
  await pair.pass(PLAIN_WAIT_MS * 2)
  expect(offers(pair.incumbent)).toBe(0)
  expect(pair.incumbent.peer.state).toBe('connected')
})

test('[CM19] both offered first: the native side gives its connection up and answers', async () => {
  const pair = createPair({ newcomerSees: plain() })
  // The other side behaves as a plain client that offers at once.
  pair.incumbent.pc.addTransceiver('audio')
  pair.incumbent.pc.addTransceiver('video')
  await settle(200)
  expect(pair.newcomer.sent.map(({ kind }) => kind).filter((kind) => kind !== 'candidate')).toEqual([
    'offer',
    'answer',
  ])
  expect(pair.newcomer.pc.signalingState).toBe('stable')
  expect(pair.newcomer.pc.getTransceivers()).toHaveLength(2)
  expect(pair.newcomer.peer.state).toBe('connected')
})

test('[CM19] towards a plain leg a shared screen takes the place of the camera', async () => {
  const { newcomer } = await connected({ newcomerSees: plain() })
  const screen = new FakeTrack('video', 'screen')
  const outgoing = speaking()
  newcomer.peer.carry({ ...outgoing, screen, screenSound: null })
  await settle()
  expect(newcomer.pc.getTransceivers().map(({ track }) => track)).toEqual([outgoing.microphone, screen])
  newcomer.peer.carry(outgoing)
  await settle()
  expect(newcomer.pc.getTransceivers().map(({ track }) => track)).toEqual([
    outgoing.microphone,
    outgoing.camera,
  ])
})

test('[CM19] what a plain client gave no line for is offered by us', async () => {
  const pair = createPair({ incumbentSees: plain(), newcomerSilent: true })
  const { pc, peer } = pair.incumbent
  const sdp = JSON.stringify({ name: 'x', fragment: 'f', lines: [{ mid: '0', kind: 'audio', streams: [] }] })
  peer.receive({ negotiation: 'x', kind: 'offer', data: { type: 'offer', sdp } })
  await settle(200)
  expect(pc.getTransceivers().map(({ kind, mid }) => [kind, mid])).toEqual([
    ['audio', '0'],
    ['video', '1'],
  ])
  expect(offers(pair.incumbent)).toBe(1)
})

test('[CM11] a detached peer keeps its media, says nothing, and closes at once when told', async () => {
  const pair = await connected()
  const said = pair.newcomer.sent.length
  pair.newcomer.peer.detach()
  pair.newcomer.pc.restartIce()
  await settle(200)
  expect(pair.newcomer.sent.length).toBe(said)
  expect(pair.newcomer.peer.connected).toBe(true)
  expect(pair.newcomer.peer.state).toBe('reconnecting')
  pair.newcomer.peer.close()
  expect(pair.newcomer.pc.connectionState).toBe('closed')
})
