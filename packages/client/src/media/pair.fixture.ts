import type { Leg } from '@roomful/protocol'
import { ManualClock } from '../testing/manual-clock.fixture.ts'
import { cameraLimit, screenLimit } from './limits.ts'
import { FakeNetwork } from './network.fixture.ts'
import { createPeer, type Peer } from './peer.ts'
import { connectionsOn, type FakeConnection } from './rtc.fixture.ts'
import type { Signal } from './signal.ts'
import { type Outgoing, SILENT } from './slots.ts'
import { FakeStream, FakeTrack } from './tracks.fixture.ts'

export const leg = (connection: string, extra: Partial<Leg> = {}): Leg => ({
  connection,
  participant: `user:${connection}`,
  negotiation: 'perfect',
  media: { audio: true, video: true, screen: false },
  joined_at: 1,
  ...extra,
})

/** Lets everything happen that waits for promises only. */
export async function settle(turns = 60): Promise<void> {
  for (let i = 0; i < turns; i += 1) await null
}

export interface Side {
  readonly peer: Peer
  readonly sent: Signal[]
  /** Its newest connection. */
  readonly pc: FakeConnection
}
export interface Pair {
  readonly clock: ManualClock
  readonly network: FakeNetwork
  /** Was there first, impolite. */
  readonly incumbent: Side
  readonly newcomer: Side
  /** Signals for which it says true never arrive. */
  lose: (signal: Signal) => boolean
  /** Time passes in small steps, promises settle in between. */
  pass(ms: number): Promise<void>
}

export interface PairOptions {
  /** Between 0 and 1; how long each step and each signal take. Without it everything takes one microtask. */
  readonly chance?: () => number
  readonly outgoing?: Outgoing
  /** What each side believes to talk to. */
  readonly newcomerSees?: Leg
  readonly incumbentSees?: Leg
  /** Nothing of the newcomer arrives. */
  readonly newcomerSilent?: boolean
}
/** Longest way of a signal and longest step of a browser, milliseconds. */
const SLOWEST_MS = 40

export function createPair(options: PairOptions = {}): Pair {
  const { chance, outgoing = speaking() } = options
  const { newcomerSees = leg('old'), incumbentSees = leg('new') } = options
  const clock = new ManualClock()
  const later = (call: () => void) =>
    chance ? void clock.after(Math.round(chance() * SLOWEST_MS), call) : queueMicrotask(call)
  const network = new FakeNetwork(later)
  const Connection = connectionsOn(network)
  let ids = 0

  const side = (seen: Leg, role: 'newcomer' | 'incumbent', other: () => Side): Side => {
    const sent: Signal[] = []
    const made: FakeConnection[] = []
    /** Signals arrive in their order. */
    const underway: Signal[] = []
    const peer = createPeer(
      {
        RTCPeerConnection: class extends Connection {
          constructor(configuration?: RTCConfiguration) {
            super(configuration)
            made.push(this)
          }
        },
        MediaStream: FakeStream,
        clock,
        random: () => 0.5,
        carriers: { camera: new FakeStream(), screen: new FakeStream() },
        newId: () => `n${++ids}`,
        changed() {},
      },
      {
        leg: seen,
        role,
        iceServers: [],
        relayOnly: false,
        outgoing,
        limits: { camera: cameraLimit(1), screen: screenLimit(1) },
        send(signal) {
          sent.push(signal)
          if (pair.lose(signal) || (options.newcomerSilent && role === 'newcomer')) return
          underway.push(signal)
          later(() => {
            const next = underway.shift()
            if (next) other().peer.receive(next)
          })
        },
      },
    )
    return {
      peer,
      sent,
      get pc() {
        const newest = made.at(-1)
        if (!newest) throw new Error('there is no connection yet')
        return newest
      },
    }
  }
  const incumbent: Side = side(incumbentSees, 'incumbent', () => newcomer)
  const pair: Pair = {
    clock,
    network,
    incumbent,
    get newcomer() {
      return newcomer
    },
    lose: () => false,
    async pass(ms) {
      for (let i = 0; i < ms; i += 5) {
        clock.advance(5)
        await settle(12)
      }
      await settle()
    },
  }
  const newcomer: Side = side(newcomerSees, 'newcomer', () => incumbent)
  return pair
}

export const speaking = (): Outgoing => ({
  ...SILENT,
  microphone: new FakeTrack('audio', 'mic'),
  camera: new FakeTrack('video', 'cam'),
})
