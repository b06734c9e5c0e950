import { LIMITS, type Participant } from '@roomful/protocol'
import type { Room } from './state.ts'

/** Who a snapshot names: everybody active in order of joining, then the INACTIVE_IN_SNAPSHOT last seen of the others, newest first. */
export const snapshotParticipants = (room: Room): Participant[] => {
  const active: Participant[] = []
  const inactive: Participant[] = []
  room.logged.participants.forEach((participant) => {
    if (participant.active) active.push(participant)
    else inactive.push(participant)
  })
  active.sort((a, b) => a.joined_at - b.joined_at)
  inactive.sort((a, b) => b.last_seen - a.last_seen)
  return [...active, ...inactive.slice(0, LIMITS.INACTIVE_IN_SNAPSHOT)]
}
