import type { Clock } from '../../ports/index.ts'

/** Longest delay of a Node timer, milliseconds; longer ones would fire at once. */
const TIMER_MAX_MS = 2 ** 31 - 1

/** The machine's clock. Timers run on the monotonic one and do not keep the process alive. */
export const systemClock: Clock = {
  now: Date.now,
  monotonic: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, Math.min(Math.max(ms, 0), TIMER_MAX_MS))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
