import { z } from 'zod'
import { defineCommand, defineEvent, defineQuery } from './define.ts'
import { EpochMs, isVisible, MessageId, ParticipantId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { PageQuery, page } from './room.ts'

/** What databases can hold of any JavaScript string: no NUL, no half of a surrogate pair. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd')

/** Stored as sent, but for what no database keeps; blank counts as missing. */
export const MessageText = z
  .string()
  .refine(isVisible, { params: { fault: 'message_blank' } })
  .refine((text) => text.length <= LIMITS.MESSAGE_CHARS, { params: { fault: 'message_too_long' } })
  .transform(storable)

/** Exactly one emoji, as Unicode recommends for general interchange. */
export const Emoji = z
  .string()
  .max(LIMITS.EMOJI_CHARS)
  .regex(/^\p{RGI_Emoji}$/v)

export const Reaction = z.object({
  emoji: z.string(),
  count: z.int().positive(),
  by: z.array(ParticipantId).max(LIMITS.REACTION_NAMES),
})
export type Reaction = z.infer<typeof Reaction>

export const Message = z.object({
  id: MessageId,
  /** Its place in the room's order; edits and deletion keep it. */
  seq: z.int().positive(),
  author: ParticipantId,
  /** The author's name when it was sent. */
  name: z.string(),
  /** Empty once deleted. */
  text: z.string(),
  at: EpochMs,
  edited_at: EpochMs.nullable(),
  deleted_at: EpochMs.nullable(),
  reply_to: MessageId.nullable(),
  reactions: z.array(Reaction),
})
export type Message = z.infer<typeof Message>

export const sendMessage = defineCommand('message.send', {
  lane: 'log',
  body: z.object({ text: MessageText, reply_to: MessageId.optional() }),
  answer: z.object({
    id: MessageId,
    seq: z.int().positive(),
    epoch: z.string(),
    at: EpochMs,
    duplicate: z.boolean(),
  }),
})
export const editMessage = defineCommand('message.edit', {
  lane: 'log',
  body: z.object({ id: MessageId, text: MessageText }),
  answer: z.object({}),
})
export const deleteMessage = defineCommand('message.delete', {
  lane: 'log',
  body: z.object({ id: MessageId }),
  answer: z.object({}),
})
export const setReaction = defineCommand('reaction.set', {
  lane: 'log',
  body: z.object({ id: MessageId, emoji: Emoji, on: z.boolean() }),
  answer: z.object({}),
})

export const messageCreated = defineEvent('message.created', {
  delivery: 'log', // takes a seq, survives reconnects; 'live' does neither
  payload: z.object({
    id: MessageId,
    author: ParticipantId,
    name: z.string(),
    text: z.string(),
    at: EpochMs,
    reply_to: MessageId.nullable(),
    /** The sender's idempotency key, by which it knows its own message again. */
    key: z.string().nullable(),
  }),
})
export const messageEdited = defineEvent('message.edited', {
  delivery: 'log',
  payload: z.object({ id: MessageId, text: z.string(), at: EpochMs }),
})
export const messageDeleted = defineEvent('message.deleted', {
  delivery: 'log',
  payload: z.object({ id: MessageId, by: ParticipantId, at: EpochMs }),
})
export const reactionChanged = defineEvent('reaction.changed', {
  delivery: 'log',
  payload: z.object({ id: MessageId, emoji: z.string(), by: ParticipantId, on: z.boolean() }),
})

/** Older messages: newest page first, items oldest first. The cursor is the seq before which to look. */
export const messagesPage = defineQuery('messages.page', { body: PageQuery, answer: page(Message) })
/** Single messages, for quotes of replies that are not loaded. Unknown ids are left out. */
export const messagesGet = defineQuery('messages.get', {
  body: z.object({ ids: z.array(MessageId).min(1).max(50) }),
  answer: z.object({ items: z.array(Message) }),
})
