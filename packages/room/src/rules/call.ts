import {
  type CommandAnswer,
  type ConnectionId,
  type EventPayload,
  type Leg,
  LIMITS,
  type MediaState,
} from '@roomful/protocol'
import type { Fact } from '../command.ts'
import { accept, done, type MemberRule, refuse } from '../rule.ts'
import type { Room } from '../state.ts'

export const joinCall: MemberRule<'call.join'> = (room, { by, connection, body }, _self, at) => {
  const { legs } = room.live
  const known = legs.get(connection)
  if (!known && legs.size >= LIMITS.MESH_PUBLISHERS) return refuse('call_full')
  const leg: Leg = known
    ? { ...known, media: body.media }
    : { connection, participant: by, negotiation: body.negotiation, media: body.media, joined_at: at }
  const answer: CommandAnswer<'call.join'> = {
    mode: 'mesh',
    leg,
    legs: [...legs.values()].filter((other) => other.connection !== connection),
    // The shell knows the servers and makes the credentials.
    ice_servers: [],
    ice_ttl_s: 1,
  }
  return accept(known ? mediaChange(known, body.media) : [{ type: 'call.joined', payload: leg }], answer)
}

export const leaveCall: MemberRule<'call.leave'> = (room, { connection }) =>
  done(...endCall(room, connection, 'left'))

export const setMedia: MemberRule<'media.set'> = (room, { connection, body }) => {
  const leg = room.live.legs.get(connection)
  return leg ? done(...mediaChange(leg, body)) : refuse('not_in_call')
}

/** The end of a connection's leg, if it has one. */
export const endCall = (
  room: Room,
  connection: ConnectionId,
  cause: EventPayload<'call.left'>['cause'],
): Fact[] => {
  const leg = room.live.legs.get(connection)
  return leg ? [{ type: 'call.left', payload: { connection, participant: leg.participant, cause } }] : []
}

const mediaChange = ({ connection, participant, media: old }: Leg, media: MediaState): Fact[] =>
  old.audio === media.audio && old.video === media.video && old.screen === media.screen
    ? []
    : [{ type: 'media.changed', payload: { connection, participant, media } }]
