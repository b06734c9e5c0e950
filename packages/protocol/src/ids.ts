import { z } from 'zod'
import { LIMITS } from './limits.ts'

/** Unix time in milliseconds. All times on the native wire have this form. */
export const EpochMs = z.int().nonnegative()

/** A person in a room: the principal's public name, `user:<id>` or `guest:<short>`; in open rooms also a free `peer_id`. */
export const ParticipantId = z.string().min(1).max(LIMITS.PARTICIPANT_ID_CHARS)
export type ParticipantId = string

/** One socket of a participant and one leg of the call; the target of signals. Opaque, made by the server. */
export const ConnectionId = z.string().min(1).max(LIMITS.CONNECTION_ID_CHARS)
export type ConnectionId = string

/** UUIDv7, made by the server. */
export const MessageId = z.uuid()
export type MessageId = string

const CONTROL = /\p{Cc}/u

/** Address of a room, `/r/<slug>`: free text, NFC, case-sensitive, no control characters. */
export const RoomSlug = z
  .string()
  .refine((slug) => slug.trim().length > 0, { params: { fault: 'slug_blank' } })
  .refine((slug) => slug.length <= LIMITS.ROOM_SLUG_CHARS && !CONTROL.test(slug), {
    params: { fault: 'slug_invalid' },
  })
  .transform((slug) => slug.trim().toWellFormed().normalize('NFC'))
export type RoomSlug = string

/** What others read of a person. Trimmed, NFC, one line. */
export const DisplayName = z
  .string()
  .refine((name) => name.trim().length > 0, { params: { fault: 'name_blank' } })
  .refine((name) => name.length <= LIMITS.DISPLAY_NAME_CHARS && !CONTROL.test(name), {
    params: { fault: 'name_invalid' },
  })
  .transform((name) => name.trim().toWellFormed().normalize('NFC'))

/** A place in a room's log. `seq` counts logged events from 1; 0 means none. Another epoch means another history. */
export const Position = z.object({ epoch: z.string().min(1).max(64), seq: z.int().nonnegative() })
export type Position = z.infer<typeof Position>
