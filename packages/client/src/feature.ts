import type { LiveEvent, LiveState, LogEntry } from '@roomful/protocol'
import type { WholeSnapshot } from './snapshot.ts'
import type { RoomState } from './types.ts'

export type Self = NonNullable<RoomState['self']>

/** One feature of a room, as the room feeds it. Everything runs inside one batch per frame. */
export interface Feature {
  /** Who we are: before the room counts as joined, again when connection or role changed. */
  onSelf?(self: Self): void
  /** Strictly in order, each number once. */
  onLog?(entry: LogEntry): void
  onLive?(event: LiveEvent): void
  /** Replaces all that is not in the log. */
  onLiveState?(state: LiveState): void
  /** Replaces everything. */
  onSnapshot?(whole: WholeSnapshot): void
  /** Snapshot or resume is complete; commands may be sent. */
  onJoined?(): void
  /** The line is gone: what was volatile is unknown now. */
  onLost?(): void
  /** We are no longer in the room. */
  onLeft?(): void
}

/** A feature's two sides: the app's and the room's. */
export interface Part<Client> {
  readonly client: Client
  readonly feature: Feature
}

/** How a feature speaks to the server. */
export interface RoomCommands {
  /** Not durable: at once or never. Rejects with RoomfulError. */
  ask<T>(t: 'cmd' | 'query', type: string, body: unknown): Promise<T>
  /** Volatile: sent if the room is joined, no answer. */
  cast(type: string, body: unknown): void
}
