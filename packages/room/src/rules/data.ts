import { jsonBytes, LIMITS } from '@roomful/protocol'
import { accept, type MemberRule, refuse } from '../rule.ts'

export const updateData: MemberRule<'data.update'> = (room, { by, body }, self) => {
  // Spread defines properties and never calls a setter, so that no key reaches a prototype.
  const data = { ...self.data, ...body.patch }
  const bytes = jsonBytes(data)
  const bytesOfRoom = room.logged.dataBytes - jsonBytes(self.data) + bytes
  if (bytes > LIMITS.USER_DATA_BYTES || bytesOfRoom > LIMITS.ROOM_DATA_BYTES) return refuse('data_too_large')
  if (JSON.stringify(data) === JSON.stringify(self.data)) return accept([], { data: self.data })
  return accept([{ type: 'data.updated', payload: { id: by, data } }], { data })
}
