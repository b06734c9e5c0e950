import type { Clock } from '../../ports/index.ts'

interface Alarm {
  readonly at: number
  readonly call: () => void
}

export interface ManualClock extends Clock {
  /** Lets `ms` pass: timers that fall due run in their order, each at its own moment. */
  advance(ms: number): void
  /** Sets the wall clock forward or back as an operator or NTP would; timers do not notice. */
  jump(ms: number): void
  /** Timers that wait. */
  readonly waiting: number
}

/** Time that stands still until a test turns it. */
export function manualClock(startMs = 1_700_000_000_000): ManualClock {
  let monotonic = 0
  let offset = startMs
  const alarms = new Set<Alarm>()

  const due = (until: number): Alarm | undefined => {
    let first: Alarm | undefined
    for (const alarm of alarms) if (alarm.at <= until && (!first || alarm.at < first.at)) first = alarm
    return first
  }

  return {
    now: () => offset + monotonic,
    monotonic: () => monotonic,
    after(ms, call) {
      const alarm = { at: monotonic + Math.max(ms, 0), call }
      alarms.add(alarm)
      return () => {
        alarms.delete(alarm)
      }
    },
    advance(ms) {
      const until = monotonic + ms
      for (let next = due(until); next; next = due(until)) {
        alarms.delete(next)
        monotonic = Math.max(monotonic, next.at)
        next.call()
      }
      monotonic = until
    },
    jump(ms) {
      offset += ms
    },
    get waiting() {
      return alarms.size
    },
  }
}
