import type { z } from 'zod'
import * as call from './call.ts'
import type { CommandSpec, EventSpec, QuerySpec } from './define.ts'
import * as message from './message.ts'
import * as presence from './presence.ts'
import * as room from './room.ts'
import * as typing from './typing.ts'

const byName = <const T extends readonly { readonly name: string }[]>(specs: T) =>
  Object.assign(Object.create(null), Object.fromEntries(specs.map((spec) => [spec.name, spec]))) as {
    readonly [S in T[number] as S['name']]: S
  }

/** Every command of the native protocol. */
export const COMMANDS = byName([
  room.joinRoom,
  room.leaveRoom,
  room.updateRoom,
  room.setRole,
  room.rename,
  room.updateData,
  room.setHand,
  message.sendMessage,
  message.editMessage,
  message.deleteMessage,
  message.setReaction,
  presence.setPresence,
  typing.setTyping,
  call.joinCall,
  call.leaveCall,
  call.setMedia,
  call.sendSignal,
])

/** Every query: reads, never changes. */
export const QUERIES = byName([room.rosterPage, message.messagesPage, message.messagesGet])

/** Every event. */
export const EVENTS = byName([
  room.roomCreated,
  room.roomUpdated,
  room.participantJoined,
  room.participantLeft,
  room.participantForgotten,
  room.participantRenamed,
  room.dataUpdated,
  room.roleChanged,
  room.handChanged,
  message.messageCreated,
  message.messageEdited,
  message.messageDeleted,
  message.reactionChanged,
  presence.presenceChanged,
  typing.typingChanged,
  call.callJoined,
  call.callLeft,
  call.mediaChanged,
  call.signalSent,
])

export type CommandName = keyof typeof COMMANDS
export type QueryName = keyof typeof QUERIES
export type EventName = keyof typeof EVENTS

type BodyOf<S> = S extends { readonly body: infer B extends z.ZodType } ? z.output<B> : never
type InputOf<S> = S extends { readonly body: infer B extends z.ZodType } ? z.input<B> : never
type AnswerOf<S> = S extends { readonly answer: infer A extends z.ZodType } ? z.output<A> : never
type PayloadOf<S> = S extends { readonly payload: infer P extends z.ZodType } ? z.output<P> : never

/** What the server reads, after defaults and transforms. */
export type CommandBody<N extends CommandName> = BodyOf<(typeof COMMANDS)[N]>
/** What a client writes. */
export type CommandInput<N extends CommandName> = InputOf<(typeof COMMANDS)[N]>
export type CommandAnswer<N extends CommandName> = AnswerOf<(typeof COMMANDS)[N]>
export type QueryAnswer<N extends QueryName> = AnswerOf<(typeof QUERIES)[N]>
export type EventPayload<N extends EventName> = PayloadOf<(typeof EVENTS)[N]>

export type EventOf<N extends EventName> = {
  [K in N]: { readonly type: K; readonly payload: EventPayload<K> }
}[N]
/** Any event of the catalogue, discriminated by `type`. */
export type Event = EventOf<EventName>
type NamesBy<D extends 'log' | 'live'> = {
  [K in EventName]: (typeof EVENTS)[K] extends EventSpec<K, D> ? K : never
}[EventName]
export type LogEventName = NamesBy<'log'>
export type LiveEventName = NamesBy<'live'>
export type LogEvent = EventOf<LogEventName>
export type LiveEvent = EventOf<LiveEventName>

/** A logged event in its place. `hidden` keeps the numbers whole for viewers who may not see the event. */
export type LogEntry = { readonly seq: number; readonly at: number } & (
  | LogEvent
  | { readonly type: 'hidden' }
)

export const isCommandName = (name: unknown): name is CommandName =>
  typeof name === 'string' && Object.hasOwn(COMMANDS, name)
export const isQueryName = (name: unknown): name is QueryName =>
  typeof name === 'string' && Object.hasOwn(QUERIES, name)
export const isLogged = (event: Event): event is LogEvent => EVENTS[event.type].delivery === 'log'

export type { CommandSpec, EventSpec, QuerySpec }
