import type { LeaveCause, LogEventName, Role, RoomAccess, RoomKind } from '@roomful/protocol'
import type { Generated } from 'kysely'

/** A truth value where not every database has a type for it. */
export type Flag = 0 | 1
type Key = Generated<number>

/** The tables as both databases hold them. Rooms are small integers inside, times integer milliseconds.
 *  `n` is the order of arrival; a message has the `n` of the event that created it. */
export interface Tables {
  rooms: {
    n: Key
    id: string
    /** NFC */
    slug: string
    kind: RoomKind
    access: RoomAccess
    title: string
    capacity: number
    created_at: number
    epoch: string
    created_by: string | null
    /** seq of the last event; what an append compares and sets. */
    version: Generated<number>
    /** Highest seq that was trimmed, 0: none. */
    floor: Generated<number>
    active_count: Generated<number>
    /** When somebody came into the empty room, 0 while nobody is there. */
    live_since: Generated<number>
  }
  participants: {
    n: Key
    room: number
    id: string
    name: string
    role: Role
    active: Flag
    joined_at: number
    last_seen: number
    left_cause: LeaveCause | null
    hand_at: number | null
    /** JSON */
    data: string
  }
  log: {
    n: number
    room: number
    seq: number
    at: number
    type: LogEventName
    /** `payload.text`, apart from it so that a deletion can erase what a person wrote. */
    text: string | null
    /** JSON, without `text` */
    payload: string
    /** `n` of the message that this event edited. */
    about: number | null
    /** Idempotency key of the command whose first event this is: unique per (room, who). */
    who: string | null
    key: string | null
    hash: string | null
    /** JSON */
    answer: string | null
  }
  messages: {
    n: number
    id: string
    room: number
    seq: number
    author: string
    name: string
    text: string
    at: number
    edited_at: number | null
    deleted_at: number | null
    reply_to: string | null
  }
  /** Who reacted, in order. */
  reactions: { n: Key; message: number; emoji: string; who: string }
  /** How many reacted with what, in order of the first, so that reading a page costs no count. */
  reaction_kinds: { n: Key; message: number; emoji: string; count: number }
  principals: {
    id: string
    kind: 'guest' | 'user'
    name: string
    admin: Flag
    created_at: number
    seen_at: number
  }
  tickets: { hash: string; expires_at: number; used_at: number | null }
}
