import { LIMITS } from '@roomful/protocol'
import { done, type MemberRule, refuse } from '../rule.ts'

export const setReaction: MemberRule<'reaction.set'> = (room, { by, body }) => {
  const { id, emoji, on } = body
  const message = room.logged.messages.get(id)
  if (!message) return refuse('message_not_found')
  if (message.deleted) return refuse('message_deleted')
  const names = message.reactions.get(emoji)
  if (on === (names?.has(by) ?? false)) return done()
  if (on && !names && message.reactions.size >= LIMITS.REACTION_KINDS) return refuse('too_many_reactions')
  return done({ type: 'reaction.changed', payload: { id, emoji, by, on } })
}
