import { LIMITS, type Participant, type ParticipantId } from '@roomful/protocol'
import type { Fact } from '../command.ts'
import { isPrivileged } from '../permissions.ts'
import type { Room } from '../state.ts'

/** A roster far above its bound (after a crash of a crowded room) shrinks step by step, not in one burst of events. */
const FORGOTTEN_AT_ONCE = 10

/** Who makes place on the roster when `leaver` becomes inactive: the longest absent of those without a role (ME9). */
export const forgetting = (room: Room, leaver: ParticipantId): Fact[] => {
  const { participants, activeCount } = room.logged
  const inactiveAfter = participants.size - activeCount + 1
  const excess = Math.min(inactiveAfter - LIMITS.INACTIVE_KEPT, FORGOTTEN_AT_ONCE)
  if (excess <= 0) return []
  /** Longest absent first, never more than `excess`: no sorting of a thousand for each one that leaves. */
  const oldest: Participant[] = []
  participants.forEach((other) => {
    if (other.active || other.id === leaver || isPrivileged(other)) return
    const last = oldest[excess - 1]
    if (last && other.last_seen >= last.last_seen) return
    const place = oldest.findIndex((kept) => other.last_seen < kept.last_seen)
    oldest.splice(place < 0 ? oldest.length : place, 0, other)
    oldest.length = Math.min(oldest.length, excess)
  })
  return oldest.map(({ id }) => ({ type: 'participant.forgotten', payload: { id } }))
}
