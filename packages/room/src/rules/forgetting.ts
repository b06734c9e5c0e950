import { LIMITS, type Participant, type ParticipantId } from '@roomful/protocol'
import type { Fact } from '../command.ts'
import { isPrivileged } from '../permissions.ts'
import type { Room } from '../state.ts'

/** Who makes room on the roster when `leaver` becomes inactive: the longest absent of those without a role. */
export const forgetting = (room: Room, leaver: ParticipantId): Fact[] => {
  const { participants, activeCount } = room.logged
  const inactiveAfter = participants.size - activeCount + 1
  if (inactiveAfter <= LIMITS.INACTIVE_KEPT) return []
  let oldest: Participant | undefined
  for (const other of participants.values()) {
    if (other.active || other.id === leaver || isPrivileged(other)) continue
    if (!oldest || other.last_seen < oldest.last_seen) oldest = other
  }
  return oldest ? [{ type: 'participant.forgotten', payload: { id: oldest.id } }] : []
}
