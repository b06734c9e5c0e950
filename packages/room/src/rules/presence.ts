import { connectionsOf } from '../connections.ts'
import { presenceChange } from '../presence.ts'
import { done, type MemberRule } from '../rule.ts'

export const setPresence: MemberRule<'presence.set'> = (room, { by, connection, body }) => {
  const idle = body.state === 'idle'
  const before = connectionsOf(room, by)
  if (before.some((own) => own.id === connection && own.idle === idle)) return done()
  const after = before.map((own) => (own.id === connection ? { ...own, idle } : own))
  return done({ type: 'connection.idled', payload: { connection, idle } }, ...presenceChange(room, by, after))
}
