import type { App, Log } from '../app/types.ts'
import type { Clock, Identity } from '../ports/index.ts'
import type { Census } from './census.ts'
import type { LinkCounts } from './native-link.ts'
import type { Rates } from './rates.ts'

export interface GatewayCounts extends LinkCounts {
  accepted: number
  refused: number
  frames: number
  faults: number
}

/** What every socket of this gateway works with. */
export interface GatewayServices {
  readonly app: App
  readonly identity: Pick<Identity, 'verify'>
  readonly clock: Clock
  readonly log: Log
  readonly counts: GatewayCounts
  /** Undefined: no limits. */
  readonly rates: Rates | undefined
  readonly persons: Census | undefined
  readonly pingIntervalMs: number
  readonly pingTimeoutMs: number
}
