import type { ConnectionId, Principal } from '@roomful/protocol'
import type { Link } from './link.ts'
import type { RoomShell } from './room-shell.ts'

/** One connection with its identity, and the rooms that it has joined. */
export class MemberSession {
  readonly connection: ConnectionId
  readonly principal: Principal
  readonly link: Link
  /** From the loss of this connection to `participant.left`, milliseconds. */
  readonly graceMs: number
  /** By slug; only rooms whose join is committed and answered. */
  readonly rooms = new Map<string, RoomShell>()
  ended = false

  constructor(connection: ConnectionId, principal: Principal, link: Link, graceMs: number) {
    this.connection = connection
    this.principal = principal
    this.link = link
    this.graceMs = graceMs
  }

  get reachable(): boolean {
    return !this.ended && this.link.open
  }
}
