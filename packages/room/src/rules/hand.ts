import { mayModerate } from '../permissions.ts'
import { done, type MemberRule, refuse } from '../rule.ts'

export const setHand: MemberRule<'hand.set'> = (room, { by, principal, body }, self, at) => {
  const other = body.participant !== undefined && body.participant !== by ? body.participant : undefined
  if (other !== undefined && (body.raised || !mayModerate(self, principal))) return refuse('forbidden')
  const target = other === undefined ? self : room.logged.participants.get(other)
  if (!target) return refuse('participant_not_found')
  if (body.raised === (target.hand_at !== null)) return done()
  return done({ type: 'hand.changed', payload: { id: target.id, hand_at: body.raised ? at : null } })
}
