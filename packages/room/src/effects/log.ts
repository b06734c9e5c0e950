import type { ParticipantId } from '@roomful/protocol'
import { dropParticipant, patchParticipant, putParticipant } from '../roster.ts'
import type { Logged, MessageFacts } from '../state.ts'
import type { LogEffects } from './types.ts'

/** Message facts are there only when a command of the batch asked for them. */
const patchMessage = (logged: Logged, id: string, change: (old: MessageFacts) => MessageFacts): void => {
  const old = logged.messages.get(id)
  if (old) logged.messages.set(id, change(old))
}

const withReaction = (
  old: MessageFacts['reactions'],
  { emoji, by, on }: { emoji: string; by: ParticipantId; on: boolean },
): MessageFacts['reactions'] => {
  const names = new Set(old.get(emoji))
  if (on) names.add(by)
  else names.delete(by)
  const next = new Map(old)
  if (names.size > 0) next.set(emoji, names)
  else next.delete(emoji)
  return next
}

export const LOG_EFFECTS: LogEffects = {
  'room.created': () => {},
  'room.updated': (logged, { title, capacity }) => {
    const { facts } = logged
    logged.facts = { ...facts, title: title ?? facts.title, capacity: capacity ?? facts.capacity }
  },
  'participant.joined': putParticipant,
  'participant.left': (logged, { id, cause, last_seen }) =>
    patchParticipant(logged, id, { active: false, left_cause: cause, last_seen, hand_at: null }),
  'participant.forgotten': (logged, { id }) => dropParticipant(logged, id),
  'participant.renamed': (logged, { id, name }) => patchParticipant(logged, id, { name }),
  'data.updated': (logged, { id, data }) => patchParticipant(logged, id, { data }),
  'role.changed': (logged, { id, role }) => patchParticipant(logged, id, { role }),
  'hand.changed': (logged, { id, hand_at }) => patchParticipant(logged, id, { hand_at }),
  'message.created': () => {},
  'message.edited': () => {},
  'message.deleted': (logged, { id }) =>
    patchMessage(logged, id, (old) => ({ ...old, deleted: true, reactions: new Map() })),
  'reaction.changed': (logged, { id, ...reaction }) =>
    patchMessage(logged, id, (old) => ({ ...old, reactions: withReaction(old.reactions, reaction) })),
}
