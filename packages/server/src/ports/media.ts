import type { ConnectionId, Fault } from '@roomful/protocol'

/** A media server (SFU) that legs of a call can be admitted to. `none` is the mesh: it admits nobody. */
export interface Media {
  readonly name: 'none' | 'janus'
  admit(room: string, connection: ConnectionId): Promise<{ session: string } | { fault: Fault }>
  negotiate(
    session: string,
    description: { type: 'offer' | 'answer'; sdp: string },
  ): Promise<{ type: 'offer' | 'answer'; sdp: string } | { fault: Fault }>
  trickle(session: string, candidate: unknown): Promise<void>
  release(session: string): Promise<void>
  ping(): Promise<void>
}
