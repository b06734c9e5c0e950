import { z } from 'zod'
import { UserData } from './data.ts'
import { defineCommand, defineEvent, defineQuery } from './define.ts'
import {
  ConnectionId,
  DisplayName,
  EpochMs,
  isLine,
  isVisible,
  ParticipantId,
  Position,
  tidy,
} from './ids.ts'
import { LIMITS } from './limits.ts'

export const RoomKind = z.enum(['open', 'meeting', 'session', 'show', 'presence'])
export type RoomKind = z.infer<typeof RoomKind>

/** Who may enter: anybody with the link (guests too), or only people with an account. */
export const RoomAccess = z.enum(['link', 'users'])
export type RoomAccess = z.infer<typeof RoomAccess>

export const Role = z.enum(['host', 'moderator', 'member'])
export type Role = z.infer<typeof Role>

export const RoomTitle = z
  .string()
  .overwrite(tidy)
  .min(1)
  .max(LIMITS.ROOM_TITLE_CHARS)
  .refine((title) => isVisible(title) && isLine(title), 'one line that can be read')
export const RoomCapacity = z.int().min(1).max(LIMITS.ROOM_CAPACITY_MAX)

export const RoomInfo = z.object({
  slug: z.string(),
  kind: RoomKind,
  title: z.string(),
  access: RoomAccess,
  /** Active people that may be in the room at once. */
  capacity: RoomCapacity,
  created_at: EpochMs,
})
export type RoomInfo = z.infer<typeof RoomInfo>

/** Why somebody became inactive: went by themselves, lost the connection, or the server stopped. */
export const LeaveCause = z.enum(['left', 'lost', 'server'])
export type LeaveCause = z.infer<typeof LeaveCause>

/** One person of the roster. `active` is logged; whether an active person is idle right now is presence. */
export const Participant = z.object({
  id: ParticipantId,
  name: z.string(),
  role: Role,
  active: z.boolean(),
  /** First join; a return does not change it. */
  joined_at: EpochMs,
  /** Last moment in the room; for active people the time of their last join. */
  last_seen: EpochMs,
  left_cause: LeaveCause.nullable(),
  /** When the hand went up, null when it is down. */
  hand_at: EpochMs.nullable(),
  data: UserData,
})
export type Participant = z.infer<typeof Participant>

export const joinRoom = defineCommand('room.join', {
  lane: 'log',
  body: z.object({
    /** Last position applied; the answer then says whether the log could be resumed from there. */
    resume: Position.optional(),
    /** Overrides the token's name in this room. */
    name: DisplayName.optional(),
  }),
  answer: z.object({
    participant: ParticipantId,
    connection: ConnectionId,
    role: Role,
    /** true: `events` from resume.seq + 1 follow; false: a `snapshot` follows (after `reset` when a resume was asked for). */
    resumed: z.boolean(),
    position: Position,
  }),
})
export const leaveRoom = defineCommand('room.leave', {
  lane: 'log',
  body: z.object({}),
  answer: z.object({}),
})
export const updateRoom = defineCommand('room.update', {
  lane: 'log',
  body: z.object({ title: RoomTitle.optional(), capacity: RoomCapacity.optional() }),
  answer: z.object({}),
})
export const setRole = defineCommand('role.set', {
  lane: 'log',
  body: z.object({ participant: ParticipantId, role: Role }),
  answer: z.object({}),
})
export const rename = defineCommand('participant.rename', {
  lane: 'log',
  body: z.object({ name: DisplayName }),
  answer: z.object({}),
})
export const updateData = defineCommand('data.update', {
  lane: 'log',
  /** Shallow merge; a value of null stays null. */
  body: z.object({ patch: UserData }),
  answer: z.object({ data: UserData }),
})
export const setHand = defineCommand('hand.set', {
  lane: 'log',
  /** `participant` is for moderators, who may lower the hand of another. */
  body: z.object({ raised: z.boolean(), participant: ParticipantId.optional() }),
  answer: z.object({}),
})

export const roomCreated = defineEvent('room.created', {
  delivery: 'log',
  payload: z.object({ by: ParticipantId.nullable() }),
})
export const roomUpdated = defineEvent('room.updated', {
  delivery: 'log',
  payload: z.object({ title: RoomTitle.optional(), capacity: RoomCapacity.optional(), by: ParticipantId }),
})
/** The whole entry of the roster, as after the join, so that nobody has to ask. */
export const participantJoined = defineEvent('participant.joined', { delivery: 'log', payload: Participant })
export const participantLeft = defineEvent('participant.left', {
  delivery: 'log',
  payload: z.object({ id: ParticipantId, cause: LeaveCause, last_seen: EpochMs }),
})
/** The longest absent make room on the roster (LIMITS.INACTIVE_KEPT). */
export const participantForgotten = defineEvent('participant.forgotten', {
  delivery: 'log',
  payload: z.object({ id: ParticipantId }),
})
export const participantRenamed = defineEvent('participant.renamed', {
  delivery: 'log',
  payload: z.object({ id: ParticipantId, name: z.string() }),
})
export const dataUpdated = defineEvent('data.updated', {
  delivery: 'log',
  /** The merged result. */
  payload: z.object({ id: ParticipantId, data: UserData }),
})
export const roleChanged = defineEvent('role.changed', {
  delivery: 'log',
  payload: z.object({ id: ParticipantId, role: Role, by: ParticipantId }),
})
export const handChanged = defineEvent('hand.changed', {
  delivery: 'log',
  payload: z.object({ id: ParticipantId, hand_at: EpochMs.nullable() }),
})

/** Cursor paging as everywhere: `next_cursor` is null on the last page. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() })
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(LIMITS.PAGE_ITEMS).default(50),
  cursor: z.string().max(200).optional(),
})

/** Everybody, active first, then by last seen, newest first. */
export const rosterPage = defineQuery('roster.page', { body: PageQuery, answer: page(Participant) })
