import { mayHost } from '../permissions.ts'
import { hasOtherHost } from '../roster.ts'
import { done, type MemberRule, refuse } from '../rule.ts'

export const setRole: MemberRule<'role.set'> = (room, { by, principal, body }, self) => {
  if (!mayHost(self, principal)) return refuse('forbidden')
  const target = room.logged.participants.get(body.participant)
  if (!target) return refuse('participant_not_found')
  if (target.role === body.role) return done()
  if (target.role === 'host' && !hasOtherHost(room.logged, target.id)) return refuse('last_host')
  if (target.id === room.logged.by) return refuse('forbidden', 'the creator stays host')
  return done({ type: 'role.changed', payload: { id: target.id, role: body.role, by } })
}
