import type { EventPayload, LiveEventName, LogEventName } from '@roomful/protocol'
import type { Fact, SocketFact } from '../command.ts'
import type { Logged, Room } from '../state.ts'

export type PayloadByFact = { readonly [F in Fact as F['type']]: F['payload'] }
/** What logged events do, also to a draft. */
export type LogEffects = {
  readonly [T in LogEventName]: (logged: Logged, payload: EventPayload<T>) => void
}
/** What live events and socket facts do to the committed room. */
export type LiveEffects = {
  readonly [T in LiveEventName | SocketFact['type']]: (
    room: Room,
    payload: PayloadByFact[T],
    at: number,
  ) => void
}
