import type {
  Fault,
  LogEvent,
  Message,
  MessageId,
  Participant,
  Principal,
  RoomSummary,
} from '@roomful/protocol'
import type { MessageFacts, RoomFacts } from '@roomful/room'

/** A logged event in its place, as it is stored and resumed. */
export interface StoredEvent {
  readonly seq: number
  /** ms */
  readonly at: number
  readonly event: LogEvent
}

/** One room's part of a commit: events `expected + 1 …`, applied to the read models in the same transaction. */
export interface Append {
  readonly room: string
  /** The seq that the decision was made on; another one in the database means another node wrote: conflict. */
  readonly expected: number
  readonly events: readonly StoredEvent[]
  /** Idempotency keys of the commands in this append, unique per (room, who). */
  readonly keys: readonly AppendKey[]
}
export interface AppendKey {
  readonly who: string
  readonly key: string
  /** Hash of type and body, to tell a retry from a misuse. */
  readonly hash: string
  /** First event of the command. */
  readonly seq: number
  /** What was or will be answered, JSON. */
  readonly answer: string
}
/** A key that the database already holds. */
export interface KnownKey {
  readonly who: string
  readonly key: string
  readonly hash: string
  readonly answer: string
}
/** ok: durable, all of it. conflict or known: nothing of it was written. */
export type AppendResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly conflict: true }
  | { readonly ok: false; readonly known: readonly KnownKey[] }

/** A room as it is needed in memory: facts, seq and the roster. Boot never replays the log. */
export interface StoredRoom {
  readonly facts: RoomFacts
  readonly seq: number
  readonly participants: readonly Participant[]
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly next_cursor: string | null
}

/** The database. Every method may reject with `StorageUnavailable`; none leaves half of a change behind. */
export interface Storage {
  readonly name: 'sqlite' | 'postgres'
  /** Creates the room, or gives the one that has the slug already. Writes no event. */
  createRoom(facts: RoomFacts, by: string | null): Promise<{ room: StoredRoom; created: boolean }>
  /** `by` is the creator: host for ever, also before the first join. */
  loadRoom(slug: string): Promise<(StoredRoom & { readonly by: string | null }) | undefined>
  /** One transaction for whatever waits, of all rooms (group commit). Resolves after the durable commit. */
  append(append: Append): Promise<AppendResult>
  /** Events after `since`, oldest first, at most `limit`. `floor` is the highest seq that has been trimmed (0: none). */
  readLog(
    room: string,
    since: number,
    limit: number,
  ): Promise<{ events: readonly StoredEvent[]; floor: number }>
  /** Which of these keys the room holds already, with their first answers; the others are absent. */
  knownKeys(
    room: string,
    keys: readonly { readonly who: string; readonly key: string }[],
  ): Promise<readonly KnownKey[]>
  /** Facts for deciding edits, deletions and reactions. Unknown ids are absent. */
  messageFacts(room: string, ids: readonly MessageId[]): Promise<readonly MessageFacts[]>
  messages(room: string, ids: readonly MessageId[]): Promise<readonly Message[]>
  /** Newest page first, items oldest first; `before` is exclusive. */
  messagesPage(room: string, before: number | undefined, limit: number): Promise<Page<Message>>
  /** Active first, then by last_seen, newest first. */
  rosterPage(room: string, cursor: string | undefined, limit: number): Promise<Page<Participant>>
  roomsPage(cursor: string | undefined, limit: number): Promise<Page<RoomSummary>>
  roomSummary(slug: string): Promise<RoomSummary | undefined>
  savePrincipal(principal: Principal, at: number): Promise<void>
  findPrincipal(id: string): Promise<Principal | undefined>
  /** Uses up a one-use ticket; false when it is unknown, used or past its time. */
  useTicket(hash: string, at: number): Promise<boolean>
  saveTicket(hash: string, expiresAt: number): Promise<void>
  /** Marks everybody who is active as left (`server`) with events of their own: the clean-up of a dead incarnation at boot.
   *  Gives the number of people. */
  closeIncarnation(at: number): Promise<number>
  /** For /readyz: resolves when a write transaction could begin. */
  ping(): Promise<void>
  /** Figures for /metrics: commits, rows, milliseconds. */
  stats(): {
    readonly commits: number
    readonly appends: number
    readonly events: number
    readonly waiting: number
  }
  close(): Promise<void>
}

/** The database is away; the app answers `unavailable`. */
export class StorageUnavailable extends Error {
  readonly fault: Fault = { code: 'unavailable', retry_after_ms: 1_000 }
}
