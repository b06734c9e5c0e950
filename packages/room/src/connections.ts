import type { ConnectionId, Participant, ParticipantId } from '@roomful/protocol'
import type { Request } from './command.ts'
import type { Connection, Room } from './state.ts'

/** A connection as the rest of the batch sees it: what earlier commands open or close counts already. */
export const connectionOf = (room: Room, id: ConnectionId): Connection | undefined => {
  const pending = room.pending?.connections.get(id)
  return pending === undefined ? room.live.connections.get(id) : (pending ?? undefined)
}

/** Connections of a person, the ones that this batch opens or closes considered. */
export const connectionsOf = (room: Room, participant: ParticipantId): Connection[] => {
  const found: Connection[] = []
  for (const id of room.live.byParticipant.get(participant) ?? []) {
    const connection = connectionOf(room, id)
    if (connection?.participant === participant) found.push(connection)
  }
  for (const [id, connection] of room.pending?.connections ?? []) {
    if (connection?.participant === participant && !room.live.connections.has(id)) found.push(connection)
  }
  return found
}

/** The asker's entry of the roster, if this very connection has joined as that person. */
export const memberOf = (room: Room, request: Request): Participant | undefined => {
  if (connectionOf(room, request.connection)?.participant !== request.by) return undefined
  const self = room.logged.participants.get(request.by)
  return self?.active ? self : undefined
}
