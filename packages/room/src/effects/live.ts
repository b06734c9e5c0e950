import { type ParticipantId, TYPING_TTL_MS } from '@roomful/protocol'
import { connectionsOf } from '../connections.ts'
import { presenceChange } from '../presence.ts'
import type { Connection, Room } from '../state.ts'
import { countCandidate, dropCandidates } from './candidates.ts'
import type { LiveEffects } from './types.ts'

/** Notes whether somebody's idleness fits their connections. Normally the next fact of the same decision makes it fit. */
const settle = (room: Room, participant: ParticipantId): void => {
  const change = presenceChange(room, participant, connectionsOf(room, participant))
  if (change.length > 0) room.live.unsettled.add(participant)
  else room.live.unsettled.delete(participant)
}

const openConnection = (room: Room, connection: Connection): void => {
  const { connections, byParticipant, grace } = room.live
  connections.set(connection.id, connection)
  const own = byParticipant.get(connection.participant)
  if (own) own.add(connection.id)
  else byParticipant.set(connection.participant, new Set([connection.id]))
  grace.delete(connection.participant)
  settle(room, connection.participant)
}

const closeConnection = (room: Room, id: string, graceUntil: number): void => {
  const { connections, byParticipant, grace, legs, strays } = room.live
  const connection = connections.get(id)
  if (!connection) return
  if (legs.has(id)) strays.add(id)
  const { participant } = connection
  connections.delete(id)
  const own = byParticipant.get(participant)
  own?.delete(id)
  if (own?.size === 0) {
    byParticipant.delete(participant)
    if (room.logged.participants.get(participant)?.active)
      grace.set(participant, { until: graceUntil, askAt: graceUntil })
  }
  settle(room, participant)
}

export const LIVE_EFFECTS: LiveEffects = {
  'connection.opened': openConnection,
  // Without a grace of its own, a connection that turns out to be the last one of an active person ends it at once (DL3).
  'connection.closed': (room, { connection, graceUntil }, at) =>
    closeConnection(room, connection, graceUntil ?? at),
  'connection.idled': (room, { connection, idle }) => {
    const old = room.live.connections.get(connection)
    if (!old) return
    room.live.connections.set(connection, { ...old, idle })
    settle(room, old.participant)
  },
  'typing.repeated': ({ live }, { participant }, at) => {
    if (live.typing.has(participant)) live.typing.set(participant, at + TYPING_TTL_MS)
  },
  'typing.changed': ({ live }, { participant, typing }, at) => {
    if (typing) live.typing.set(participant, at + TYPING_TTL_MS)
    else live.typing.delete(participant)
  },
  'presence.changed': (room, { participant, state }) => {
    if (state === 'idle') room.live.idle.add(participant)
    else room.live.idle.delete(participant)
    settle(room, participant)
  },
  'call.joined': ({ live }, leg) => {
    live.legs.set(leg.connection, leg)
  },
  'call.left': ({ live }, { connection }) => {
    live.legs.delete(connection)
    live.strays.delete(connection)
    dropCandidates(live, connection)
  },
  'media.changed': ({ live }, { connection, media }) => {
    const leg = live.legs.get(connection)
    if (leg) live.legs.set(connection, { ...leg, media })
  },
  'signal.sent': ({ live }, { from, to, negotiation, kind }) => {
    if (kind === 'candidate') countCandidate(live, from, to, negotiation)
  },
}
