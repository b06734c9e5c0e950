import { mayHost } from '../permissions.ts'
import { done, type MemberRule, refuse } from '../rule.ts'

export const updateRoom: MemberRule<'room.update'> = (room, { by, principal, body }, self) => {
  if (!mayHost(self, principal)) return refuse('forbidden')
  const { title, capacity } = room.logged.facts
  const changes = {
    ...(body.title === undefined || body.title === title ? {} : { title: body.title }),
    ...(body.capacity === undefined || body.capacity === capacity ? {} : { capacity: body.capacity }),
  }
  if (Object.keys(changes).length === 0) return done()
  return done({ type: 'room.updated', payload: { ...changes, by } })
}

export const rename: MemberRule<'participant.rename'> = (_room, { by, body }, self) =>
  body.name === self.name
    ? done()
    : done({ type: 'participant.renamed', payload: { id: by, name: body.name } })
