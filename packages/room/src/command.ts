import type {
  CommandBody,
  CommandName,
  ConnectionId,
  Event,
  Fault,
  LeaveCause,
  LiveEvent,
  ParticipantId,
  Principal,
} from '@roomful/protocol'
import type { Connection } from './state.ts'

/** A wish of a connected person. Ids and time are inputs: the core draws neither. */
export interface Request<N extends CommandName = CommandName> {
  readonly type: N
  readonly by: ParticipantId
  readonly connection: ConnectionId
  readonly principal: Principal
  /** The node that holds the connection. */
  readonly node: string
  readonly body: CommandBody<N>
  /** Fresh UUIDv7 for whatever the command creates. */
  readonly id: string
  readonly key?: string
}
/** Any request, discriminated by `type`. */
export type AnyRequest = { [N in CommandName]: Request<N> }[CommandName]

/** What the shell itself tells the room. */
export type Notice =
  /** A socket is gone. `graceMs` is 3 s for native connections and 0 for the contracts. Live lane. */
  | { readonly type: 'connection.lost'; readonly connection: ConnectionId; readonly graceMs: number }
  /** The grace of somebody ended without a return, or a node died. Log lane. `due`: when it was found over, if not at the
   *  time of the decision; the wall clock may have been set back in between. */
  | {
      readonly type: 'participant.expire'
      readonly participant: ParticipantId
      readonly cause: LeaveCause
      readonly due?: number
    }
  /** Marks that time out by themselves (typing). Live lane. `due` as above. */
  | { readonly type: 'deadline'; readonly due?: number }

export type Command = AnyRequest | Notice

/** Facts of sockets, internal to the server: they change `Room.live` on every node and no vocabulary shows them as such. */
export type SocketFact =
  | { readonly type: 'connection.opened'; readonly payload: Connection }
  /** `graceUntil` (ms) is set when this was the last connection of an active person. */
  | {
      readonly type: 'connection.closed'
      readonly payload: { readonly connection: ConnectionId; readonly graceUntil: number | null }
    }
  /** One connection went idle or came back; whether the person did is `presence.changed`. */
  | {
      readonly type: 'connection.idled'
      readonly payload: { readonly connection: ConnectionId; readonly idle: boolean }
    }
  /** A repeated keystroke: prolongs the mark, nobody is told. */
  | { readonly type: 'typing.repeated'; readonly payload: { readonly participant: ParticipantId } }

/** Facts that change `Room.live`: at once when a live command yields them, after the commit when a logged one does. */
export type UnloggedFact = LiveEvent | SocketFact

/** All that a decision may yield, in order. Logged events are numbered and stored, the others change `Room.live` after the commit. */
export type Fact = Event | SocketFact

export interface Accepted<A = unknown> {
  readonly facts: readonly Fact[]
  /** For the asker. What only the shell knows it fills in: `message.send` seq, epoch and duplicate;
   *  `room.join` resumed and position; `call.join` ice_servers and ice_ttl_s. */
  readonly answer: A
}
export type Decision<A = unknown> = Accepted<A> | { readonly fault: Fault }
