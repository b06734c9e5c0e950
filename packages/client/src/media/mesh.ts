import type { IceServer, Leg, MediaState } from '@roomful/protocol'
import type { RemotePeer } from '../types.ts'
import { cameraLimit, screenLimit } from './limits.ts'
import { createPeer, type PeerContext } from './peer.ts'
import { createSeat, type Seat } from './seat.ts'
import type { Signal } from './signal.ts'
import { type Outgoing, SILENT } from './slots.ts'

export interface MeshContext extends PeerContext {
  readonly send: (to: string, signal: Signal) => void
  /** Numbers the beginnings of shares, ours included. */
  readonly nextShare: () => number
}

/** What `call.join` said. */
export interface MeshEntry {
  readonly legs: readonly Leg[]
  readonly iceServers: readonly IceServer[]
  readonly relayOnly: boolean
}

/** Everybody else in a call without a media server: one connection per remote leg. */
export interface Mesh {
  /** We have a new leg: everybody in `entry` was there before us. Connections of our old leg stay until theirs flow. */
  enter(entry: MeshEntry): void
  joined(leg: Leg): void
  left(connection: string, cause: 'left' | 'lost'): void
  mediaChanged(connection: string, media: MediaState): void
  receive(from: string, signal: Signal): void
  /** All legs as the server has them, in order of joining; `own` is ours among them. */
  sync(legs: readonly Leg[], own: string): void
  /** Our own leg is gone: nothing can be signalled, media go on. */
  suspend(): void
  carry(outgoing: Outgoing): void
  setIceServers(servers: readonly IceServer[]): void
  /** Levels, handing over, and ends of what lingers. @returns whether anything changed */
  tick(): boolean
  /** Reads all reports once. */
  poll(): Promise<void>
  /** A leg is gone and its connection lives on: poll more often. */
  readonly lingering: boolean
  /** In order of joining. */
  views(): readonly RemotePeer[]
  /** Who shares, with the running number of each share. */
  sharing(): readonly { readonly connection: string; readonly sharedAs: number }[]
  stats(): Promise<ReadonlyMap<string, RTCStatsReport>>
  close(): void
}

export function createMesh(context: MeshContext): Mesh {
  const { clock, changed, nextShare } = context
  const seats = new Map<string, Seat>()
  let outgoing = SILENT
  let iceServers: readonly IceServer[] = []
  let relayOnly = false
  let orders = 0

  const limits = () => ({ camera: cameraLimit(seats.size), screen: screenLimit(seats.size) })
  const resized = () => {
    for (const seat of seats.values()) seat.peer.limit(limits())
    changed()
  }
  const remove = (connection: string, seat: Seat) => {
    // A newer leg of the same name may sit there.
    if (seats.get(connection) === seat) seats.delete(connection)
    seat.close()
    resized()
  }
  const lose = (seat: Seat) => {
    seat.lose(clock.now())
    changed()
  }

  /** The seat of the same leg, else of the same person, whose signalling is gone. */
  const predecessorOf = (leg: Leg): Seat | undefined => {
    const same = seats.get(leg.connection)
    if (same?.gone) return same
    return [...seats.values()].find((seat) => seat.gone && seat.leg.participant === leg.participant)
  }

  const add = (leg: Leg, role: 'newcomer' | 'incumbent') => {
    const before = predecessorOf(leg)
    if (before) seats.delete(before.leg.connection)
    orders += 1
    const peer = createPeer(context, {
      leg,
      role,
      iceServers,
      relayOnly,
      outgoing,
      limits: limits(),
      send: (signal) => context.send(leg.connection, signal),
    })
    const seat = createSeat({
      leg,
      peer,
      previous: before?.inherit() ?? null,
      order: before?.order ?? orders,
      sharedAs: before?.sharedAs ?? 0,
    })
    seat.setLeg(leg, nextShare)
    seats.set(leg.connection, seat)
    resized()
  }

  const addOrUpdate = (leg: Leg, role: 'newcomer' | 'incumbent') => {
    const seat = seats.get(leg.connection)
    if (!seat || seat.gone) add(leg, role)
    else {
      seat.setLeg(leg, nextShare)
      changed()
    }
  }

  return {
    enter(entry) {
      iceServers = entry.iceServers
      relayOnly = entry.relayOnly
      for (const seat of seats.values()) lose(seat)
      for (const leg of entry.legs) add(leg, 'newcomer')
    },
    joined: (leg) => addOrUpdate(leg, 'incumbent'),
    left(connection, cause) {
      const seat = seats.get(connection)
      if (!seat) return
      if (cause === 'left' || !seat.alive) remove(connection, seat)
      else lose(seat)
    },
    mediaChanged(connection, media) {
      const seat = seats.get(connection)
      if (!seat) return
      seat.setLeg({ ...seat.leg, media }, nextShare)
      changed()
    },
    receive(from, signal) {
      const seat = seats.get(from)
      if (seat && !seat.gone) seat.peer.receive(signal)
    },
    sync(legs, own) {
      const ownIndex = legs.findIndex((leg) => leg.connection === own)
      for (const [index, leg] of legs.entries()) {
        if (index !== ownIndex) addOrUpdate(leg, index < ownIndex ? 'newcomer' : 'incumbent')
      }
      const present = new Set(legs.map((leg) => leg.connection))
      for (const seat of seats.values()) if (!present.has(seat.leg.connection)) lose(seat)
    },
    suspend() {
      for (const seat of seats.values()) seat.peer.detach()
      changed()
    },
    carry(next) {
      outgoing = next
      for (const seat of seats.values()) for (const peer of seat.peers()) peer.carry(next)
    },
    setIceServers(servers) {
      iceServers = servers
      for (const seat of seats.values()) seat.peer.setIceServers(servers)
    },
    tick() {
      let moved = false
      for (const [connection, seat] of [...seats]) {
        const before = seat.view()
        if (seat.tick(clock.now())) moved = seat.view() !== before || moved
        else remove(connection, seat)
      }
      return moved
    },
    async poll() {
      const read = async ([connection, seat]: [string, Seat]) => {
        const worthKeeping = await seat.poll()
        if (!worthKeeping) remove(connection, seat)
      }
      await Promise.all([...seats].map(read))
      changed()
    },
    get lingering() {
      return [...seats.values()].some((seat) => seat.gone)
    },
    views: () => [...seats.values()].sort((a, b) => a.order - b.order).map((seat) => seat.view()),
    sharing: () =>
      [...seats.values()]
        .filter((seat) => seat.sharedAs > 0)
        .map(({ leg, sharedAs }) => ({ connection: leg.connection, sharedAs })),
    async stats() {
      const entries = [...seats.values()].map(
        async ({ leg, peer }) => [leg.connection, await peer.stats()] as const,
      )
      return new Map(await Promise.all(entries))
    },
    close() {
      for (const seat of seats.values()) seat.close()
      seats.clear()
      changed()
    },
  }
}
