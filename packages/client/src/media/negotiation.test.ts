import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPair, type Side, settle } from './pair.fixture.ts'

const kinds = ({ sent }: Side) => sent.map(({ kind }) => kind).filter((kind) => kind !== 'candidate')

test('[CM1] the newcomer offers, the incumbent answers, four lines carry both ways', async () => {
  const { incumbent, newcomer } = createPair()
  await settle()
  expect(kinds(newcomer)).toEqual(['offer'])
  expect(kinds(incumbent)).toEqual(['answer'])
  expect(incumbent.peer.state).toBe('connected')
  expect(newcomer.peer.state).toBe('connected')
  for (const { pc } of [incumbent, newcomer]) {
    expect(pc.getTransceivers().map(({ kind, direction }) => [kind, direction])).toEqual([
      ['audio', 'sendrecv'],
      ['video', 'sendrecv'],
      ['video', 'sendrecv'],
      ['audio', 'sendrecv'],
    ])
  }
  expect(newcomer.peer.stream?.getTracks().map(({ muted }) => muted)).toEqual([false, false])
  expect(newcomer.peer.screen?.getTracks().map(({ muted }) => muted)).toEqual([true, true])
})

test('[CM2] of two offers at once the impolite one stands and the polite one is rolled back', async () => {
  const { incumbent, newcomer } = createPair()
  await settle()
  incumbent.pc.restartIce()
  newcomer.pc.restartIce()
  await settle(200)
  expect(kinds(incumbent)).toEqual(['answer', 'offer'])
  // The restart that came with the incumbent's offer is the newcomer's as well: nothing is left to ask for.
  expect(kinds(newcomer)).toEqual(['offer', 'offer', 'answer'])
  expect(incumbent.pc.signalingState).toBe('stable')
  expect(newcomer.pc.signalingState).toBe('stable')
  expect(incumbent.peer.state).toBe('connected')
})

test('[CM3] an answer to another negotiation and candidates of an ignored offer change nothing', async () => {
  const { incumbent, newcomer } = createPair()
  await settle()
  const [answer] = incumbent.sent.filter(({ kind }) => kind === 'answer')
  newcomer.pc.restartIce()
  newcomer.peer.receive({ negotiation: 'other', kind: 'answer', data: answer?.data })
  await settle(200)
  expect(newcomer.pc.signalingState).toBe('stable')
  expect(newcomer.peer.state).toBe('connected')
})

test('[CM3] candidates that come before their description wait for it', async () => {
  const pair = createPair()
  const { incumbent, newcomer } = pair
  const held: typeof newcomer.sent = []
  pair.lose = (signal) => signal.kind === 'offer' && held.push(signal) > 0
  await settle()
  expect(newcomer.sent.map(({ kind }) => kind)).toEqual(['offer', 'candidate', 'candidate'])
  const [offer] = held
  if (offer) incumbent.peer.receive(offer)
  await settle()
  expect(incumbent.peer.state).toBe('connected')
})

test('[CM4] no candidate overtakes its description, and all of a negotiation carry its name', async () => {
  const { incumbent, newcomer } = createPair()
  await settle()
  for (const { sent } of [incumbent, newcomer]) {
    expect(sent[0]?.kind).not.toBe('candidate')
    expect(new Set(sent.map(({ negotiation }) => negotiation)).size).toBe(1)
  }
})

test('[CM5] whatever another client sends, the connection lives', async () => {
  const { incumbent, newcomer } = createPair()
  await settle()
  const nonsense = [
    null,
    1,
    'x',
    {},
    [],
    { sdp: 7 },
    { sdp: 'no description' },
    { candidate: {} },
    { candidate: 'x' },
  ]
  for (const data of nonsense) {
    for (const kind of ['offer', 'answer', 'candidate'] as const) {
      incumbent.peer.receive({ negotiation: 'n', kind, data })
      newcomer.peer.receive({ negotiation: 'n', kind, data })
    }
  }
  await settle(400)
  incumbent.pc.restartIce()
  await settle(200)
  expect(incumbent.pc.signalingState).toBe('stable')
  expect(newcomer.pc.signalingState).toBe('stable')
  expect(newcomer.peer.state).toBe('connected')
})

test('[CM2] 500 simultaneous offers with random delays end in one stable connection each', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.infiniteStream(fc.integer({ min: 0, max: 1_000 })),
      fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 4 }),
      async (chances, rounds) => {
        const pair = createPair({ chance: () => (chances.next().value ?? 0) / 1_000 })
        await pair.pass(400)
        for (const [hisMs, hersMs] of rounds) {
          pair.clock.after(hisMs, () => pair.incumbent.pc.restartIce())
          pair.clock.after(hersMs, () => pair.newcomer.pc.restartIce())
          await pair.pass(60)
        }
        await pair.pass(1_000)
        for (const { pc, peer } of [pair.incumbent, pair.newcomer]) {
          expect(pc.signalingState).toBe('stable')
          expect(peer.state).toBe('connected')
          expect(pc.getTransceivers()).toHaveLength(4)
        }
        // Both know each other's newest candidates, and no third connection was needed.
        expect(pair.network.otherEnd(pair.incumbent.pc)).toBe(pair.newcomer.pc)
        expect(pair.network.connections).toHaveLength(2)
      },
    ),
    { numRuns: 500 },
  )
}, 60_000)
