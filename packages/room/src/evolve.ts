import type { EventPayload, LogEvent, LogEventName } from '@roomful/protocol'
import type { Fact, UnloggedFact } from './command.ts'
import { forgetMarks } from './draft.ts'
import { LIVE_EFFECTS } from './effects/live.ts'
import { LOG_EFFECTS } from './effects/log.ts'
import type { PayloadByFact } from './effects/types.ts'
import { isLoggedFact } from './facts.ts'
import type { Logged, Pending, Room } from './state.ts'

const applyLogged = <T extends LogEventName>(logged: Logged, type: T, payload: EventPayload<T>): void =>
  LOG_EFFECTS[type](logged, payload)

const applyLive = <T extends UnloggedFact['type']>(
  room: Room,
  type: T,
  payload: PayloadByFact[T],
  at: number,
): void => LIVE_EFFECTS[type](room, payload, at)

/** In a draft, what happens to connections is only noted; the other live facts wait for the commit. */
const note = (pending: Pending, fact: UnloggedFact): void => {
  if (fact.type === 'connection.opened') pending.connections.set(fact.payload.id, fact.payload)
  if (fact.type === 'connection.closed') pending.connections.set(fact.payload.connection, null)
}

const endMarks = (room: Room, event: LogEvent): void => {
  if (event.type !== 'participant.left') return
  if (room.pending) room.pending.left.add(event.payload.id)
  else forgetMarks(room.live, event.payload.id)
}

/** Applies one fact. Mutates. Logged events count: `seq += 1`.
 *  Drafts take all facts of a decision too: the logged ones change the draft, connections are noted for later decisions of the
 *  batch, and nothing reaches the shared live part. After `keep`, evolve the unlogged ones again, on the room.
 *  @param at Unix ms, of the decision */
export const evolve = (room: Room, fact: Fact, at: number): void => {
  if (isLoggedFact(fact)) {
    applyLogged(room.logged, fact.type, fact.payload)
    room.logged.seq += 1
    endMarks(room, fact)
  } else if (room.pending) note(room.pending, fact)
  else applyLive(room, fact.type, fact.payload, at)
}
