import type { Leg } from '@roomful/protocol'
import type { Quality, RemotePeer } from '../types.ts'
import type { Peer } from './peer.ts'
import { createQualityMeter, readSample } from './quality.ts'
import { toLevel } from './speaker.ts'

/** A peer whose leg is gone is kept so long, if media go on arriving: its person mostly comes back with a new leg and the
 *  connection between the two browsers never broke. Milliseconds. */
export const LINGER_MS = 10_000

export interface SeatOptions {
  readonly leg: Leg
  readonly peer: Peer
  /** Connection of the leg before, shown until ours flows. */
  readonly previous: Peer | null
  /** Place among the others, kept over a new leg. */
  readonly order: number
  /** Running number of the share, if the leg shares. */
  readonly sharedAs: number
}

/** One place in the call: a leg, its connection, and the one before that is shown until the new one flows. */
export interface Seat {
  readonly order: number
  readonly leg: Leg
  /** 0 while it shares nothing. */
  readonly sharedAs: number
  /** The leg is gone; the connection may live on. */
  readonly gone: boolean
  /** Media may still arrive. */
  readonly alive: boolean
  readonly peer: Peer
  /** Both connections. */
  peers(): readonly Peer[]
  setLeg(leg: Leg, nextShare: () => number): void
  lose(nowMs: number): void
  /** Takes the seat apart. @returns the connection that is still worth showing, left open */
  inherit(): Peer | null
  /** @returns false when it has lingered long enough */
  tick(nowMs: number): boolean
  /** Reads a report. @returns false when the leg is gone and nothing came since the last one */
  poll(): Promise<boolean>
  /** Same object until something changes. */
  view(): RemotePeer
  close(): void
}

const sameView = (a: RemotePeer, b: RemotePeer): boolean =>
  a.leg === b.leg &&
  a.state === b.state &&
  a.stream === b.stream &&
  a.screen === b.screen &&
  a.quality === b.quality &&
  a.level === b.level

export function createSeat({ peer, order, ...given }: SeatOptions): Seat {
  const meter = createQualityMeter()
  let { leg, previous, sharedAs } = given
  let goneAt: number | null = null
  /** Null before the first report: what is connected counts as good until shown otherwise. */
  let measured: Quality | null = null
  let level = 0
  let received = 0
  let last: RemotePeer | null = null

  const shown = () => previous ?? peer
  const alive = () => peer.connected || previous?.connected === true
  const view = (): RemotePeer => {
    const next: RemotePeer = {
      leg,
      state: previous ? 'reconnecting' : peer.state,
      stream: shown().stream,
      screen: leg.media.screen ? shown().screen : null,
      quality: shown().connected ? (measured ?? 3) : 0,
      level: leg.media.audio ? level : 0,
    }
    if (!last || !sameView(last, next)) last = next
    return last
  }
  const handOver = () => {
    if (!previous || (!peer.flowing(leg.media) && previous.connected)) return
    previous.close()
    previous = null
  }

  return {
    order,
    peer,
    get leg() {
      return leg
    },
    get sharedAs() {
      return sharedAs
    },
    get gone() {
      return goneAt !== null
    },
    get alive() {
      return alive()
    },
    peers: () => (previous ? [peer, previous] : [peer]),
    setLeg(next, nextShare) {
      leg = next
      if (!leg.media.screen) sharedAs = 0
      else if (sharedAs === 0) sharedAs = nextShare()
    },
    lose(nowMs) {
      peer.detach()
      goneAt ??= nowMs
    },
    inherit() {
      handOver()
      const best = shown()
      if (best !== peer) peer.close()
      if (best.connected) return best
      best.close()
      return null
    },
    tick(nowMs) {
      if (goneAt !== null && (nowMs - goneAt > LINGER_MS || !alive())) return false
      handOver()
      level = toLevel(shown().amplitude())
      return true
    },
    async poll() {
      const source = shown()
      const report = await source.stats().catch(() => null)
      // Closed while it was asked.
      if (!report) return true
      const sample = readSample(report)
      if (goneAt !== null && sample.received <= received) return false
      received = sample.received
      measured = meter.update(sample, {
        connected: source.connected,
        video: leg.media.video || leg.media.screen,
      })
      return true
    },
    view,
    close() {
      peer.close()
      previous?.close()
    },
  }
}
