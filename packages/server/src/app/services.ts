import type { Principal } from '@roomful/protocol'
import type { Clock, Cluster, Storage } from '../ports/index.ts'
import type { Deadlines } from '../reactors/deadlines.ts'
import type { LogPages } from './log-pages.ts'
import type { Tick } from './tick.ts'
import type { AppLimits, AppOptions, Ids, Log } from './types.ts'

/** Counters since the start, for metrics. */
export interface Counts {
  commands: number
  batches: number
  conflicts: number
  events: number
  resumed: number
  reset: number
}

/** What every room of this node works with. */
export interface Services {
  readonly storage: Storage
  readonly cluster: Cluster
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly tick: Tick
  readonly deadlines: Deadlines
  readonly pages: LogPages
  readonly counts: Counts
  readonly limits: AppLimits
  iceServers(principal: Principal): ReturnType<AppOptions['iceServers']>
}
