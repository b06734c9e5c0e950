import {
  type ConnectionId,
  type FaultCode,
  fault,
  type LiveEvent,
  type LiveState,
  type LogEntry,
} from '@roomful/protocol'
import { audienceOf } from '@roomful/room'
import type { Dialect, RoomView } from '../dialects/dialect.ts'
import type { Held } from './held.ts'
import type { Link } from './link.ts'

interface Member {
  readonly connection: ConnectionId
  readonly link: Link
  /** Live packets were left out since the link was congested; a `live_state` makes up for them. */
  missedLive: boolean
}
interface Audience {
  readonly dialect: Dialect
  readonly members: Map<ConnectionId, Member>
  /** Newcomers that still read the log; they get these events when they are through. */
  readonly held: Map<ConnectionId, Held>
}

/** The connections of this node that are in one room, and what waits to be told to them. Whatever happened since the last
 *  `release` becomes one packet per dialect, shared by all links. */
export class Members {
  readonly #view: () => RoomView
  readonly #liveState: () => LiveState
  readonly #audiences = new Map<Dialect, Audience>()
  #entries: LogEntry[] = []
  #live: LiveEvent[] = []
  #direct = new Map<ConnectionId, LiveEvent[]>()
  #size = 0

  constructor(view: () => RoomView, liveState: () => LiveState) {
    this.#view = view
    this.#liveState = liveState
  }

  /** Members and newcomers. */
  get size(): number {
    return this.#size
  }

  /** From the next release on, the link hears of everything. Ends holding. */
  add(connection: ConnectionId, link: Link): void {
    this.remove(connection)
    this.#audience(link.dialect).members.set(connection, { connection, link, missedLive: false })
    this.#size += 1
  }

  /** From the next release on, events are kept for the link in `held`, until `add`. */
  hold(connection: ConnectionId, link: Link, held: Held): void {
    this.remove(connection)
    this.#audience(link.dialect).held.set(connection, held)
    this.#size += 1
  }

  remove(connection: ConnectionId): void {
    for (const [dialect, { members, held }] of this.#audiences) {
      if (!members.delete(connection) && !held.delete(connection)) continue
      this.#size -= 1
      if (members.size === 0 && held.size === 0) this.#audiences.delete(dialect)
    }
  }

  /** Ends every link; clients come back and resume. */
  close(code: FaultCode): void {
    for (const { members } of this.#audiences.values())
      for (const { link } of [...members.values()]) link.close(fault(code))
  }

  /** Takes in what is to be told. Entries are contiguous with those that wait already. */
  gather(entries: readonly LogEntry[], live: readonly LiveEvent[]): void {
    for (const entry of entries) this.#entries.push(entry)
    for (const event of live) {
      const audience = audienceOf(event)
      if (audience.to === 'all') this.#live.push(event)
      if (audience.to !== 'connection') continue
      const waiting = this.#direct.get(audience.connection)
      if (waiting) waiting.push(event)
      else this.#direct.set(audience.connection, [event])
    }
  }

  /** Puts everything gathered on the links: events, then live events for all, then those for one. */
  release(): void {
    const entries = this.#entries
    const live = this.#live
    const direct = this.#direct
    if (entries.length === 0 && live.length === 0 && direct.size === 0) return
    this.#entries = []
    this.#live = []
    const view = this.#view()
    for (const audience of this.#audiences.values()) this.#tell(audience, view, entries, live)
    if (direct.size === 0) return
    this.#direct = new Map()
    for (const [connection, events] of direct) this.#signal(connection, view, events)
  }

  #tell(
    { dialect, members, held }: Audience,
    view: RoomView,
    entries: readonly LogEntry[],
    live: readonly LiveEvent[],
  ): void {
    const logged = entries.length > 0 ? dialect.events(view, entries) : undefined
    const volatile = live.length > 0 ? dialect.live(view, live) : undefined
    const packets = [logged, volatile].filter((packet) => packet !== undefined)
    const all = packets.length > 0 ? dialect.join(packets) : undefined
    for (const newcomer of held.values()) if (logged !== undefined) newcomer.push(logged, entries.length)
    if (all === undefined) return
    for (const member of members.values()) {
      if (volatile === undefined || !member.link.congested) member.link.send(all)
      else {
        if (logged !== undefined) member.link.send(logged)
        this.#miss(member)
      }
    }
  }

  #signal(connection: ConnectionId, view: RoomView, events: readonly LiveEvent[]): void {
    for (const { dialect, members } of this.#audiences.values()) {
      const link = members.get(connection)?.link
      const packet = link && !link.congested ? dialect.live(view, events) : undefined
      if (link && packet !== undefined) link.send(packet)
    }
  }

  /** Once the peer has read on, it gets the whole live state instead of what it missed. */
  #miss(member: Member): void {
    if (member.missedLive) return
    member.missedLive = true
    void member.link.relief().then(() => this.#makeUp(member))
  }

  #makeUp(member: Member): void {
    member.missedLive = false
    if (!member.link.open || !this.#has(member)) return
    // What waits to be released is part of the state already, and may follow it.
    const packet = member.link.dialect.liveState(this.#view(), this.#liveState())
    if (packet !== undefined) member.link.send(packet)
  }

  #has(member: Member): boolean {
    return this.#audiences.get(member.link.dialect)?.members.get(member.connection) === member
  }

  #audience(dialect: Dialect): Audience {
    const known = this.#audiences.get(dialect)
    if (known) return known
    const audience: Audience = { dialect, members: new Map(), held: new Map() }
    this.#audiences.set(dialect, audience)
    return audience
  }
}
