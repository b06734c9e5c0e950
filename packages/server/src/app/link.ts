import type { Fault } from '@roomful/protocol'
import type { Dialect } from '../dialects/dialect.ts'

/** The way out to one connection. Packets leave in the order of `send`, in one write at the end of the event-loop tick.
 *  Native links take finished WebSocket frames; a Socket.IO link will take named packets of its dialect. */
export interface Link<Packet = unknown> {
  readonly dialect: Dialect<Packet>
  /** False once the connection is closed or closing; packets are then ignored. */
  readonly open: boolean
  /** True while so much waits to be read by the peer that volatile packets should not be sent. */
  readonly congested: boolean
  send(packet: Packet): void
  /** A packet that may be large (snapshot, page of a resume): the peer gets the time to read it before it counts as slow. */
  sendLarge(packet: Packet): void
  /** Resolves when the peer has read enough for more, or the link is closed. */
  relief(): Promise<void>
  /** Ends the connection and says why. */
  close(fault: Fault): void
}
