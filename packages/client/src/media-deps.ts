import type { CommandAnswer, CommandInput, EventOf, Leg } from '@roomful/protocol'
import type { CallClient, ClientClock, Readable, Unsubscribe } from './types.ts'

export type CallCommandName = 'call.join' | 'call.leave' | 'media.set' | 'signal.send'
export type CallEvent = EventOf<'call.joined' | 'call.left' | 'media.changed' | 'signal.sent'>

/** The room's line as the call needs it. joined: commands go out. lost: the room comes back by itself, the old
 *  connection id is worthless then. left: the room was left, closed or refused; the call is over. */
export interface CallLink {
  readonly status: 'joined' | 'lost' | 'left'
  /** Own connection id: our leg's name. A new one after each reconnect; null unless joined. */
  readonly connection: string | null
}

/** All that a room client gives to its call. The call lives as long as the room client and unsubscribes from nothing. */
export interface CallDeps {
  /** Sends a live command; resolves with the ack. Rejects with RoomfulError, at once when the link is not joined:
   *  nothing of a call is ever queued, since it is worthless later. */
  send<N extends CallCommandName>(type: N, body: CommandInput<N>): Promise<CommandAnswer<N>>
  /** Call events of this room in the order of arrival, own ones too. */
  onEvent(listener: (event: CallEvent) => void): Unsubscribe
  /** All legs as the server holds them, after each join, resume or reset, before any later event. Replaces what was known.
   *  Comes when `link` is joined already, so commands may be sent from here. */
  onLegs(listener: (legs: readonly Leg[]) => void): Unsubscribe
  /** Same reference until it changes. After a loss: lost → joined with a new connection → onLegs. */
  readonly link: Readable<CallLink>
  /** While true the SDK beats every second, so that a loss shows within 3 s. */
  setInCall(on: boolean): void
  readonly clock: ClientClock
  readonly random: () => number
  /** Server's clock minus ours, ms. */
  clockOffsetMs(): number
}

/** `createCall` of media/call.ts. */
export type CreateCall = (deps: CallDeps) => CallClient
