import type { ClientClock } from './types.ts'

/** Wall time and timers of wherever this runs. */
export const systemClock: ClientClock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  },
}
