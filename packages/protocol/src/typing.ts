import { z } from 'zod'
import { defineCommand, defineEvent } from './define.ts'
import { ParticipantId } from './ids.ts'

/** Repeat every 1500 ms while the person types; without one the mark ends by itself after TYPING_TTL_MS. */
export const setTyping = defineCommand('typing.set', {
  lane: 'live',
  body: z.object({ typing: z.boolean() }),
  answer: z.object({}),
})
export const typingChanged = defineEvent('typing.changed', {
  delivery: 'live',
  payload: z.object({ participant: ParticipantId, typing: z.boolean() }),
})
