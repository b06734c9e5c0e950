/** Time and timers, so that tests turn them by hand. */
export interface Clock {
  /** Unix ms. */
  now(): number
  /** Monotonic ms, for durations. */
  monotonic(): number
  /** Calls once after `ms`; returns the cancel. Never keeps the process alive. */
  after(ms: number, call: () => void): () => void
}
