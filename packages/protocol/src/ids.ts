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

/** Not part of one line: control characters, line and paragraph separators, and the marks that turn the direction of what
 *  follows, by which a name would rewrite the text beside it. */
const NO_LINE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u
const VISIBLE = /[^\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Whether there is anything to be seen; spaces, joiners and fillers are nothing. */
export const isVisible = (text: string): boolean => VISIBLE.test(text)
export const isLine = (text: string): boolean => !NO_LINE.test(text)
/** What is counted, compared and stored of a name. NFC can be longer than what was sent. */
export const tidy = (text: string): string => text.trim().toWellFormed().normalize('NFC')

/** Address of a room, `/r/<slug>`: free text on one line, NFC, case-sensitive. */
export const RoomSlug = z
  .string()
  .overwrite(tidy)
  .refine(isVisible, { params: { fault: 'slug_blank' } })
  .refine((slug) => slug.length <= LIMITS.ROOM_SLUG_CHARS && isLine(slug), {
    params: { fault: 'slug_invalid' },
  })
export type RoomSlug = string

/** What others read of a person. Trimmed, NFC, one line. */
export const DisplayName = z
  .string()
  .overwrite(tidy)
  .refine(isVisible, { params: { fault: 'name_blank' } })
  .refine((name) => name.length <= LIMITS.DISPLAY_NAME_CHARS && isLine(name), {
    params: { fault: 'name_invalid' },
  })

/** A place in a room's log. `seq` counts logged events from 1; 0 means none. Another epoch means another history. */
export const Position = z.object({ epoch: z.string().min(1).max(64), seq: z.int().nonnegative() })
export type Position = z.infer<typeof Position>
