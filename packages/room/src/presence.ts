import type { LiveState, ParticipantId, PresenceState } from '@roomful/protocol'
import type { Fact } from './command.ts'
import type { Connection, Room } from './state.ts'

/** active, idle or inactive, as every reader of the room's events holds it. */
export const presenceOf = (room: Room, participant: ParticipantId): PresenceState => {
  if (!room.logged.participants.get(participant)?.active) return 'inactive'
  return room.live.idle.has(participant) ? 'idle' : 'active'
}

/** The change of presence, if any, that follows when these are somebody's connections (PR2, PR3).
 *  Without connections (grace) the last state stays. */
export const presenceChange = (
  room: Room,
  participant: ParticipantId,
  connections: readonly Connection[],
): Fact[] => {
  if (connections.length === 0 || !room.logged.participants.get(participant)?.active) return []
  const idle = connections.every((connection) => connection.idle)
  if (idle === room.live.idle.has(participant)) return []
  return [{ type: 'presence.changed', payload: { participant, state: idle ? 'idle' : 'active' } }]
}

/** What is not in the log, for a newcomer. */
export const liveState = (room: Room): LiveState => ({
  idle: [...room.live.idle],
  typing: [...room.live.typing.keys()],
  legs: [...room.live.legs.values()],
})
