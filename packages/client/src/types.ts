import type {
  CommandAnswer,
  Fault,
  Leg,
  MediaState,
  Message,
  Participant,
  ParticipantId,
  Position,
  PresenceState,
  Role,
  RoomInfo,
  UserData,
} from '@roomful/protocol'
import type { MediaFault } from './media/failure.ts'

export type Unsubscribe = () => void

/** A value that changes: `get` gives the same reference until it does, as React's useSyncExternalStore wants it. */
export interface Readable<T> {
  get(): T
  subscribe(listener: () => void): Unsubscribe
}

/** connecting: first attempt, or no room was joined yet. connected: joined rooms are live. reconnecting: lost, trying again by itself. closed: by us or for good (`fault` says why). */
export type ConnectionStatus = 'connecting' | 'connected' | 'reconnecting' | 'closed'
export interface ConnectionState {
  readonly status: ConnectionStatus
  /** Why the last attempt or the connection ended, if a fault was named. */
  readonly fault: Fault | null
  /** When the next attempt begins, Unix ms; null when none is planned. */
  readonly retryAt: number | null
  /** Round trip of beats, ms; null before the first. Changes with a difference of a fifth and 5 ms. */
  readonly rttMs: number | null
}

export type RoomStatus = 'idle' | 'joining' | 'joined' | 'resuming' | 'left' | 'failed'
export interface RoomState {
  readonly status: RoomStatus
  readonly info: RoomInfo | null
  readonly self: {
    readonly participant: ParticipantId
    readonly connection: string
    readonly role: Role
  } | null
  readonly fault: Fault | null
  readonly position: Position | null
}

/** A roster entry with presence in it. */
export interface ParticipantView extends Participant {
  readonly state: PresenceState
  readonly isSelf: boolean
}

/** sent: acknowledged, hence durable. pending: waits for its ack, survives reconnects. failed: refused (`fault`), may be retried or discarded. */
export interface MessageView extends Omit<Message, 'seq'> {
  /** null while pending or failed. */
  readonly seq: number | null
  readonly status: 'sent' | 'pending' | 'failed'
  readonly fault: Fault | null
  /** Idempotency key of own messages: stable identity of the row from pending to sent. */
  readonly key: string | null
  readonly isOwn: boolean
}
export interface MessagesState {
  /** Oldest first, pending ones last. */
  readonly items: readonly MessageView[]
  readonly hasOlder: boolean
  readonly loadingOlder: boolean
}

export interface MessagesClient extends Readable<MessagesState> {
  /** Resolves with the ack, after the durable commit; rejects with RoomfulError. Offline it waits in the queue. */
  send(
    text: string,
    options?: { replyTo?: string; signal?: AbortSignal },
  ): Promise<CommandAnswer<'message.send'>>
  edit(id: string, text: string): Promise<void>
  delete(id: string): Promise<void>
  react(id: string, emoji: string, on: boolean): Promise<void>
  /** Sends a failed message again under its old key. */
  retry(key: string): Promise<void>
  discard(key: string): void
  /** Fifty more, before the oldest loaded one. Rejects while the room is not joined. */
  loadOlder(): Promise<void>
  /** Forgets all but the newest 2,000. Happens by itself until older ones were loaded; then the app calls it when the
   *  reader is back at the bottom. */
  trim(): void
  /** A message that may lie outside of the loaded window (quotes). */
  find(id: string): Promise<Message | undefined>
}
export interface ParticipantsClient extends Readable<readonly ParticipantView[]> {
  /** Local first, then active by joining, then inactive by last seen. */
  get(): readonly ParticipantView[]
  setRole(participant: ParticipantId, role: Role): Promise<void>
  rename(name: string): Promise<void>
  updateData(patch: UserData): Promise<UserData>
  raiseHand(raised: boolean, participant?: ParticipantId): Promise<void>
}
/** Counts and idleness. */
export interface PresenceClient extends Readable<{ readonly active: number; readonly inactive: number }> {
  /** Called by the browser adapter on visibility and input; servers may call it themselves. */
  setState(state: 'active' | 'idle'): void
}
export interface TypingClient extends Readable<readonly ParticipantId[]> {
  /** Call on each keystroke; repeats and the end are handled. */
  keystroke(): void
  stop(): void
}

/** What you may have missed, and that the state was replaced: `reset` means messages in between were not delivered as events. */
export interface Discontinuity {
  readonly room: string
  readonly reason: 'epoch' | 'trimmed' | 'too_far'
}
/** What each typed event brings. They come when the state shows them already. */
export interface RoomEventPayloads {
  'message.created': MessageView
  'participant.joined': ParticipantView
  'participant.left': ParticipantView
  discontinuity: Discontinuity
}
export type RoomEvents = {
  readonly [N in keyof RoomEventPayloads]: (payload: RoomEventPayloads[N]) => void
}

export interface RoomClient extends Readable<RoomState> {
  readonly slug: string
  readonly messages: MessagesClient
  readonly participants: ParticipantsClient
  readonly presence: PresenceClient
  readonly typing: TypingClient
  readonly call: CallClient
  join(options?: { name?: string; signal?: AbortSignal }): Promise<void>
  leave(): Promise<void>
  on<N extends keyof RoomEvents>(event: N, listener: RoomEvents[N]): Unsubscribe
  onDiscontinuity(listener: (what: Discontinuity) => void): Unsubscribe
}

/** 3 good, 2 fair, 1 poor, 0 not connected; from getStats: loss, round trip, received frames. */
export type Quality = 0 | 1 | 2 | 3
/** One remote connection in the call, with what arrives from it. */
export interface RemotePeer {
  readonly leg: Leg
  readonly state: 'connecting' | 'connected' | 'reconnecting' | 'failed'
  /** Microphone and camera. */
  readonly stream: MediaStream | null
  /** Shared screen, with its sound. */
  readonly screen: MediaStream | null
  readonly quality: Quality
  /** 0..1, for the ring. */
  readonly level: number
}
export interface CallState {
  readonly status: 'idle' | 'joining' | 'joined' | 'reconnecting' | 'failed'
  readonly fault: Fault | null
  /** What we send; the others see the same of us. */
  readonly media: MediaState
  /** Newest trouble with a device of ours, until it is mended. With a `fallback` another device took its place. */
  readonly mediaFault: MediaFault | null
  readonly peers: readonly RemotePeer[]
  /** Connection id of who speaks, null in silence; own id when it is us. */
  readonly activeSpeaker: string | null
  /** Who shares a screen now, newest first: connection ids. */
  readonly sharing: readonly string[]
  readonly localStream: MediaStream | null
  readonly localScreen: MediaStream | null
  /** 0..1, also while muted: with `media.audio` false it tells who speaks to nobody. */
  readonly localLevel: number
}
export interface CallClient extends Readable<CallState> {
  /** Takes tracks that the pre-join page holds already and stops them in the end; joins listening only when there are none.
   *  `audio: true` or `video: true` without such a track opens the device first (rejects with MediaFailure then);
   *  `relayOnly` hides the own address from the others and needs a TURN server. While the line is away it waits for it. */
  join(options?: {
    stream?: MediaStream
    audio?: boolean
    video?: boolean
    relayOnly?: boolean
  }): Promise<void>
  leave(): Promise<void>
  /** This and the next ones reject with MediaFailure, whose `reason` says what the person can do. */
  setMicrophone(on: boolean): Promise<void>
  setCamera(on: boolean): Promise<void>
  /** Opens the browser's picker (tab sound included) when no stream is given. Ends by itself when the user stops it in the browser. */
  startScreen(stream?: MediaStream): Promise<void>
  stopScreen(): Promise<void>
  /** Replaces the track in place; no renegotiation, no new connection. */
  setDevice(kind: 'audioinput' | 'videoinput', deviceId: string): Promise<void>
  /** Raw RTCStatsReport per connection id, for a stats panel. */
  stats(): Promise<ReadonlyMap<string, RTCStatsReport>>
}

/** As much of a WebSocket as is used, so that the browser's, Node's, React Native's and that of `ws` fit. */
export interface SocketLike {
  readonly readyState: number
  onopen: Handler<unknown> | null
  onmessage: Handler<{ readonly data: unknown }> | null
  onclose: Handler<{ readonly code: number }> | null
  onerror: Handler<unknown> | null
  send(data: string): void
  close(code?: number): void
}
export type SocketConstructor = new (url: string, protocols: string[]) => SocketLike
/** A method's parameters vary both ways: each WebSocket has events of its own type. */
type Handler<E> = { on(event: E): void }['on']

export interface ClientOptions {
  /** Origin of the server, `https://…`; the SDK finds `/v1` and `/api` there. */
  readonly url: string
  /** A token, or how to get one: called again when a token has expired. */
  readonly token: string | (() => Promise<string>)
  /** Defaults to the global one; give `ws` in old Node. */
  readonly WebSocket?: SocketConstructor
  /** Where the offline queue is kept over a reload. Default: memory; browsers may give localStorage. */
  readonly storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly random?: () => number
  readonly clock?: ClientClock
}
export interface ClientClock {
  now(): number
  after(ms: number, call: () => void): () => void
}
/** A claim on a room. */
export interface RoomHold {
  readonly room: RoomClient
  /** The last one to release leaves the room, a quarter of a second later: who remounts meanwhile never left. */
  release(): void
}
export interface RoomfulClient extends Readable<ConnectionState>, AsyncDisposable {
  /** Same object for the same slug, as long as the client lives. */
  room(slug: string): RoomClient
  /** The same, counted: for parts of an app that come and go on their own. */
  hold(slug: string): RoomHold
  /** Server's clock minus ours, ms. */
  readonly clockOffsetMs: number
  /** Connects at once instead of waiting for the next attempt (a tap on the banner, the `online` event). */
  reconnect(): void
  close(): Promise<void>
}
