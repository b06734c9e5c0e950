import type { ParticipantId } from '@roomful/protocol'
import { connectionsOf } from '../connections.ts'
import { presenceChange } from '../presence.ts'
import type { Room } from '../state.ts'

const hasStrayLeg = (room: Room, participant: ParticipantId): boolean => {
  for (const leg of room.live.legs.values()) {
    if (leg.participant === participant && !room.live.connections.has(leg.connection)) return true
  }
  return false
}

/** Notes whether somebody's marks fit their connections. Normally the next fact of the same decision makes them fit;
 *  what a live command changed between a decision and its commit is mended by the next deadline (DL4). */
export const settle = (room: Room, participant: ParticipantId): void => {
  const fits =
    presenceChange(room, participant, connectionsOf(room, participant)).length === 0 &&
    !hasStrayLeg(room, participant)
  if (fits) room.live.unsettled.delete(participant)
  else room.live.unsettled.add(participant)
}
