import type { CreateRoomBody, Fault, IceServer, Principal, QueryName, RoomSummary } from '@roomful/protocol'
import type { z } from 'zod'
import type { Clock, Cluster, Page, Storage } from '../ports/index.ts'
import type { Link } from './link.ts'
import type { MemberSession } from './session.ts'
import type { Tick } from './tick.ts'

/** What pino's logger offers of use here. */
export interface Log {
  debug(fields: object, text: string): void
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}

/** Fresh identifiers, injected so that tests can foretell them. */
export interface Ids {
  /** UUIDv7 for messages and rooms. */
  uuid(): string
  /** Opaque, unguessable, URL-safe: connections and epochs. */
  token(): string
  /** Address of a room that got none: short enough to be read out, too rare to be found by trying. */
  slug(): string
}

export interface AppOptions {
  readonly storage: Storage
  readonly cluster: Cluster
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** For `call.join`: the servers with credentials of this person, and their life in seconds. */
  iceServers(principal: Principal): { readonly ice_servers: IceServer[]; readonly ttl_s: number }
  /** Stricter or wider than APP_LIMITS; see there. */
  readonly limits?: Partial<AppLimits>
}

export interface AppLimits {
  /** Rooms without members that may stay in memory. */
  readonly IDLE_ROOMS: number
  /** How long an empty room stays loaded, milliseconds. */
  readonly IDLE_ROOM_MS: number
  /** Rooms that one socket may be in. */
  readonly ROOMS_PER_SOCKET: number
  /** Commands that may wait in front of one room; more answer `busy`. */
  readonly MAILBOX: number
}

/** One connection with its identity; made by `App.connect`, ended by `App.disconnect`. */
export type Session = MemberSession

export interface CommandCall {
  readonly room: string
  readonly type: string
  readonly body?: unknown
  readonly key?: string | undefined
}
export interface QueryCall {
  readonly room: string
  readonly type: string
  readonly body?: unknown
}

export type Outcome<T = unknown> =
  | { readonly ok: true; readonly result: T }
  | { readonly ok: false; readonly fault: Fault }

export interface AppStats {
  readonly rooms: number
  readonly members: number
  readonly commands: number
  readonly batches: number
  readonly conflicts: number
  readonly events: number
  readonly resumed: number
  readonly reset: number
}

/** The use cases of Roomful. Nothing here throws or rejects on bad input: every refusal is a fault. */
export interface App {
  /** Links write at its end. */
  readonly tick: Tick
  /** @param graceMs from the loss of this connection to `participant.left`: 3 s native, 0 in the contracts */
  connect(principal: Principal, link: Link, graceMs: number): Session
  /** The socket is gone: every room of the session hears `connection.lost`. */
  disconnect(session: Session): void
  /** Validates, decides, commits. `settle` is called exactly once, for log commands after the durable commit and after the
   *  events of the commit were put on the session's link, so that the ack follows them. */
  execute(session: Session, call: CommandCall, settle: (outcome: Outcome) => void): void
  query(session: Session, call: QueryCall, settle: (outcome: Outcome) => void): void

  /** For REST: a query by somebody who is an active participant of the room, or an admin. */
  read(principal: Principal, slug: string, type: QueryName, body: unknown): Promise<Outcome>
  /** For REST. Faults: room_exists, users_only, slug_*, unavailable. */
  createRoom(body: z.output<typeof CreateRoomBody>, by: Principal): Promise<Outcome<RoomSummary>>
  /** For REST. Faults: room_not_found, slug_*, unavailable. */
  summary(slug: string): Promise<Outcome<RoomSummary>>
  /** For REST. Faults: unavailable. */
  rooms(cursor: string | undefined, limit: number): Promise<Outcome<Page<RoomSummary>>>

  stats(): AppStats
  /** From now on commands answer `draining`; resolves when every batch in flight has settled. */
  drain(): Promise<void>
  /** After `drain`: forgets rooms and timers. Storage and cluster stay open, they belong to the caller. */
  close(): void
}
