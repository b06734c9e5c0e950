import { z } from 'zod'
import { defineCommand, defineEvent } from './define.ts'
import { ParticipantId } from './ids.ts'

/** active: at least one connection that is not idle; idle: all are; inactive: left, with a cause. */
export const PresenceState = z.enum(['active', 'idle', 'inactive'])
export type PresenceState = z.infer<typeof PresenceState>

export const setPresence = defineCommand('presence.set', {
  lane: 'live',
  body: z.object({ state: z.enum(['active', 'idle']) }),
  answer: z.object({}),
})
/** Only changes between active and idle; the rest is `participant.joined` and `participant.left`. */
export const presenceChanged = defineEvent('presence.changed', {
  delivery: 'live',
  payload: z.object({ participant: ParticipantId, state: z.enum(['active', 'idle']) }),
})
