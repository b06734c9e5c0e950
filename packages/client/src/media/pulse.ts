import type { ClientClock } from '../types.ts'

/** Between two readings of the levels: the ring follows a voice well within 300 ms. Milliseconds. */
export const LEVEL_INTERVAL_MS = 100
/** Between two readings of the reports, and while somebody may have gone. Milliseconds. */
export const POLL_INTERVAL_MS = 2_000
export const POLL_LINGERING_MS = 1_000

export interface PulseOptions {
  readonly clock: ClientClock
  readonly tick: () => void
  readonly poll: () => Promise<void>
  readonly lingering: () => boolean
}

/** The one timer of a call. */
export function createPulse({ clock, tick, poll, lingering }: PulseOptions) {
  let cancel: (() => void) | null = null
  let polledAt = 0
  let polling = false

  const beat = () => {
    cancel = clock.after(LEVEL_INTERVAL_MS, beat)
    tick()
    const dueMs = lingering() ? POLL_LINGERING_MS : POLL_INTERVAL_MS
    if (polling || clock.now() - polledAt < dueMs) return
    polledAt = clock.now()
    polling = true
    const done = () => {
      polling = false
    }
    poll().then(done, done)
  }
  return {
    start() {
      polledAt = clock.now()
      cancel ??= clock.after(LEVEL_INTERVAL_MS, beat)
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
