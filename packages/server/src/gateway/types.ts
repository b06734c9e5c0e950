import type { IncomingMessage, Server } from 'node:http'
import type { App, Log } from '../app/types.ts'
import type { Clock, Identity } from '../ports/index.ts'

export interface GatewayOptions {
  /** Upgrades to `/v1` are taken, all others are left to other listeners. */
  readonly server: Server
  readonly app: App
  readonly identity: Pick<Identity, 'verify'>
  readonly clock: Clock
  readonly log: Log
  /** Whether the page that opens this socket may; false answers 403 `origin_refused`. Requests without Origin are not pages. */
  origins(request: IncomingMessage): boolean
  /** The peer's address for the limits per address; default: the socket's. */
  address?(request: IncomingMessage): string
  /** Off for tests and benchmarks; turns off the caps per address and person as well. */
  readonly rateLimits: boolean
  /** Silence after which the server pings, and how long it then waits; milliseconds. Defaults: PING_INTERVAL_MS, PONG_WAIT_MS. */
  readonly pingIntervalMs?: number
  readonly pingTimeoutMs?: number
}

export interface GatewayStats {
  readonly connections: number
  /** Connections whose peer has not read what was written. */
  readonly congested: number
  readonly accepted: number
  readonly refused: number
  readonly frames: number
  readonly faults: number
  readonly slowConsumers: number
  readonly bytesOut: number
  readonly writes: number
}

export interface Gateway {
  readonly connections: number
  stats(): GatewayStats
  /** Refuses newcomers, lets the app settle what is in flight, tells clients to move (`moved`, with jitter), closes; ≤ 15 s. */
  drain(): Promise<void>
  /** Ends every socket at once. */
  close(): void
}
