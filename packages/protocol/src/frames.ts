import { z } from 'zod'
import { Leg } from './call.ts'
import type { LiveEvent, LogEntry } from './catalogue.ts'
import type { Fault } from './faults.ts'
import { ParticipantId, Position } from './ids.ts'
import { LIMITS } from './limits.ts'
import { Message } from './message.ts'
import { Participant, RoomInfo } from './room.ts'

/** Number that the client gives a request and finds again in its ack; unique per connection. */
const RequestId = z.int().nonnegative()
/** As it was written, hence perhaps longer than a RoomSlug, which decides; what no slug can come of is not read further. */
const Room = z
  .string()
  .refine((room) => room.length <= 4 * LIMITS.ROOM_SLUG_CHARS, { params: { fault: 'slug_invalid' } })

/** Always the first frame. The token travels here, never in the URL. */
export const HelloFrame = z.object({ t: z.literal('hello'), token: z.string().min(1).max(8_192) })
export const CommandFrame = z.object({
  t: z.literal('cmd'),
  id: RequestId,
  room: Room,
  type: z.string().max(64),
  body: z.unknown().optional(),
  /** Idempotency key: the same key and body give the first answer again. */
  key: z
    .string()
    .min(1)
    .max(LIMITS.KEY_CHARS)
    .regex(/^[\x20-\x7e]+$/)
    .optional(),
})
export const QueryFrame = z.object({
  t: z.literal('query'),
  id: RequestId,
  room: Room,
  type: z.string().max(64),
  body: z.unknown().optional(),
})
/** The client's own heartbeat, answered by the same frame; shows a dead line sooner than TCP does. */
export const BeatFrame = z.object({ t: z.literal('beat') })

export const ClientFrame = z.discriminatedUnion('t', [HelloFrame, CommandFrame, QueryFrame, BeatFrame])
export type ClientFrame = z.infer<typeof ClientFrame>

export interface WelcomeFrame {
  readonly t: 'welcome'
  readonly connection: string
  readonly principal: { readonly id: string; readonly name: string; readonly admin: boolean }
  /** Milliseconds between beats, outside of a call and in one. */
  readonly beat_ms: number
  readonly beat_in_call_ms: number
  /** The server's clock, so that ages can be shown right on a wrong device clock. */
  readonly now: number
}
export type AckFrame =
  | { readonly t: 'ack'; readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly t: 'ack'; readonly id: number; readonly ok: false; readonly error: WireFault }
export interface WireFault extends Fault {
  readonly text: string
}
/** Logged events `from`, `from + 1`, …, without gaps. */
export interface EventsFrame {
  readonly t: 'events'
  readonly room: string
  readonly epoch: string
  readonly from: number
  readonly entries: readonly LogEntry[]
}
export interface LiveFrame {
  readonly t: 'live'
  readonly room: string
  readonly entries: readonly LiveEvent[]
}

/** What is not in the log: sent with each snapshot and after each resume; replaces what the client held. */
export const LiveState = z.object({
  /** Active people all of whose connections are idle. */
  idle: z.array(ParticipantId),
  typing: z.array(ParticipantId),
  legs: z.array(Leg),
})
export type LiveState = z.infer<typeof LiveState>
export interface LiveStateFrame {
  readonly t: 'live_state'
  readonly room: string
  readonly state: LiveState
}

/** The whole of a room at `position`, in parts: part 0 carries `head`, every part carries participants. */
export const Snapshot = z.object({
  t: z.literal('snapshot'),
  room: z.string(),
  position: Position,
  part: z.int().nonnegative(),
  last: z.boolean(),
  head: z
    .object({
      info: RoomInfo,
      active_count: z.int(),
      inactive_count: z.int(),
      /** The newest messages, oldest first, and the cursor for older ones. */
      messages: z.array(Message),
      messages_cursor: z.string().nullable(),
      live: LiveState,
    })
    .optional(),
  participants: z.array(Participant),
})
export type SnapshotFrame = z.infer<typeof Snapshot>

/** The position asked for cannot be resumed: drop what you hold, a snapshot follows. */
export interface ResetFrame {
  readonly t: 'reset'
  readonly room: string
  readonly reason: 'epoch' | 'trimmed' | 'too_far'
}
/** The server is about to stop: connect again after so many milliseconds (drawn per client). */
export interface MovedFrame {
  readonly t: 'moved'
  readonly after_ms: number
}
/** A refusal that belongs to no request; the server closes the socket after a fatal one. */
export interface ErrorFrame {
  readonly t: 'error'
  readonly error: WireFault
  readonly fatal: boolean
}
export type ServerFrame =
  | WelcomeFrame
  | AckFrame
  | EventsFrame
  | LiveFrame
  | LiveStateFrame
  | SnapshotFrame
  | ResetFrame
  | MovedFrame
  | ErrorFrame
  | { readonly t: 'beat' }

/** Close codes of our own, in the range that RFC 6455 leaves to applications. */
export const CLOSE = { fault: 4_000, token: 4_001, moved: 4_002, slow: 4_003, silent: 4_004 } as const
