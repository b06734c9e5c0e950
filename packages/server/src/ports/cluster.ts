import type { LiveEvent, LogEntry } from '@roomful/protocol'
import type { SocketFact } from '@roomful/room'

/** What one commit, or one tick of live events, tells every node that has members of the room. */
export interface Publication {
  /** The node that published it; it has taken the facts in already and only delivers. */
  readonly node: string
  /** Internal id of the room. */
  readonly room: string
  readonly slug: string
  readonly epoch: string
  /** Contiguous; empty for live-only publications. */
  readonly entries: readonly LogEntry[]
  readonly live: readonly LiveEvent[]
  /** Comings and goings of sockets, for `Room.live` of the other nodes; no client sees them as such. */
  readonly sockets: readonly SocketFact[]
}

/** Between nodes. The publishing node hears its own publication like any other, so there is one delivery path. */
export interface Cluster {
  readonly name: 'in-process' | 'redis'
  /** Name of this node in this incarnation; a restart gets another one. */
  readonly node: string
  /** Never waits for a remote party: local subscribers are called before it returns. */
  publish(publication: Publication): void
  /** Only rooms with members here are subscribed. Returns the unsubscribe. */
  subscribe(room: string, on: (publication: Publication) => void): () => void
  /** For /readyz. */
  ping(): Promise<void>
  close(): Promise<void>
}
