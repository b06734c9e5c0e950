import type { CommandAnswer, Participant } from '@roomful/protocol'
import type { Decision, Fact, Notice, Request } from '../command.ts'
import { connectionOf, connectionsOf } from '../connections.ts'
import { isLoggedFact } from '../facts.ts'
import { effectiveRole } from '../permissions.ts'
import { presenceChange } from '../presence.ts'
import { accept, done, type MemberRule, refuse } from '../rule.ts'
import type { Connection, Room } from '../state.ts'
import { endCall } from './call.ts'
import { forgetting } from './forgetting.ts'
import { endTyping } from './typing.ts'

export const joinRoom = (room: Room, request: Request<'room.join'>, at: number): Decision => {
  const { by, principal, connection: id } = request
  const { facts, participants, activeCount, by: creator } = room.logged
  const open = connectionOf(room, id)
  if (open && open.participant !== by)
    return refuse('forbidden', 'the connection has joined as somebody else')
  if (facts.access === 'users' && principal.kind === 'guest' && !principal.admin && by !== creator) {
    return refuse('users_only')
  }
  const known = participants.get(by)
  if (!known?.active && activeCount >= facts.capacity) return refuse('room_full')

  const self: Participant = known?.active ? known : entering(room, request, known, at)
  const entered: Fact[] = known?.active
    ? renaming(known, request.body.name)
    : [...founding(room), { type: 'participant.joined', payload: self }]
  const connection: Connection = { id, participant: by, node: request.node, idle: open?.idle ?? false }
  const others = connectionsOf(room, by).filter((other) => other.id !== id)
  const arrived: Fact[] = [
    ...entered,
    { type: 'connection.opened', payload: connection },
    ...presenceChange(room, by, [...others, connection]),
  ]
  const answer: CommandAnswer<'room.join'> = {
    participant: by,
    connection: id,
    role: effectiveRole(self, principal),
    resumed: false,
    position: { epoch: facts.epoch, seq: room.logged.seq + arrived.filter(isLoggedFact).length },
  }
  return accept(arrived, answer)
}

const entering = (
  room: Room,
  { by, body, principal }: Request<'room.join'>,
  known: Participant | undefined,
  at: number,
): Participant => ({
  id: by,
  name: body.name ?? known?.name ?? principal.name,
  role: by === room.logged.by ? 'host' : (known?.role ?? 'member'),
  active: true,
  joined_at: known?.joined_at ?? at,
  last_seen: at,
  left_cause: null,
  hand_at: null,
  data: known?.data ?? {},
})

const founding = (room: Room): Fact[] =>
  room.logged.seq === 0 ? [{ type: 'room.created', payload: { by: room.logged.by } }] : []

const renaming = (self: Participant, name: string | undefined): Fact[] =>
  name === undefined || name === self.name
    ? []
    : [{ type: 'participant.renamed', payload: { id: self.id, name } }]

export const leaveRoom: MemberRule<'room.leave'> = (room, { by, connection }, _self, at) => {
  const others = connectionsOf(room, by).filter((other) => other.id !== connection)
  const closed: Fact = { type: 'connection.closed', payload: { connection, graceUntil: null } }
  const ended = endCall(room, connection, 'left')
  if (others.length > 0) return done(...ended, closed, ...presenceChange(room, by, others))
  return done(
    ...ended,
    ...endTyping(room, by),
    { type: 'participant.left', payload: { id: by, cause: 'left', last_seen: at } },
    ...forgetting(room, by),
    closed,
  )
}

export const loseConnection = (
  room: Room,
  { connection, graceMs }: Extract<Notice, { type: 'connection.lost' }>,
  at: number,
): Decision => {
  const lost = connectionOf(room, connection)
  if (!lost) return done()
  const { participant } = lost
  const others = connectionsOf(room, participant).filter((other) => other.id !== connection)
  const waits = others.length === 0 && room.logged.participants.get(participant)?.active === true
  return done(
    ...endCall(room, connection, 'lost'),
    ...(others.length === 0 ? endTyping(room, participant) : []),
    { type: 'connection.closed', payload: { connection, graceUntil: waits ? at + graceMs : null } },
    ...presenceChange(room, participant, others),
  )
}

export const expireParticipant = (
  room: Room,
  { participant, cause, due }: Extract<Notice, { type: 'participant.expire' }>,
  at: number,
): Decision => {
  if (!room.logged.participants.get(participant)?.active) return done()
  if (connectionsOf(room, participant).length > 0) return done()
  // Who came back and was lost again since has a grace of its own.
  const grace = room.live.grace.get(participant)
  if (cause === 'lost' && grace && grace.until > (due ?? at)) return done()
  return done(
    ...endTyping(room, participant),
    { type: 'participant.left', payload: { id: participant, cause, last_seen: at } },
    ...forgetting(room, participant),
  )
}
