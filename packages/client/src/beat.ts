import type { ClientClock } from './types.ts'

/** How long an answer to a beat may take, milliseconds. In a call 1000 + 1800 shows a loss within 3 s (rule CL6). */
const ANSWER_WAIT_IN_CALL_MS = 1_800
const ANSWER_WAIT_MS = 4_000
/** An answer within so many milliseconds shows that nothing large stands in front of it. */
export const BRISK_MS = 1_000
/** A timer so late says that this process slept, not that the line is dead: frames may be waiting behind it. */
const LATE_MS = 500

export interface BeatOptions {
  readonly clock: ClientClock
  readonly beatMs: number
  readonly beatInCallMs: number
  readonly inCall: boolean
  /** Times the usual wait, until a beat was answered briskly. */
  readonly patience: number
  send(): void
  onRoundTrip(ms: number): void
  onSilence(): void
}

export interface Beat {
  /** Any frame proves that the line lives. */
  heard(): void
  /** The answer to our beat. */
  answered(): void
  setInCall(inCall: boolean): void
  /** Beats now: something says that the line may be dead. */
  probe(): void
  stop(): void
}

/** Shows a dead line sooner than TCP does. Silence is only judged behind a beat of our own: a page in the background
 *  may run its timers once a minute. */
export function createBeat(options: BeatOptions): Beat {
  const { clock } = options
  let { inCall, patience } = options
  let sentAt = 0
  /** Nothing was heard since the last beat. */
  let waiting = false
  let stopNext = () => {}
  let stopWait = () => {}

  const wait = (ms: number) => {
    waiting = true
    const dueAt = clock.now() + ms
    stopWait = clock.after(ms, () => {
      if (clock.now() - dueAt > LATE_MS) wait(LATE_MS)
      else options.onSilence()
    })
  }
  const scheduleNext = () => {
    stopNext()
    stopNext = clock.after(inCall ? options.beatInCallMs : options.beatMs, beat)
  }
  const beat = () => {
    scheduleNext()
    if (waiting) return
    sentAt = clock.now()
    wait(patience * (inCall ? ANSWER_WAIT_IN_CALL_MS : ANSWER_WAIT_MS))
    options.send()
  }
  const heard = () => {
    waiting = false
    stopWait()
  }
  scheduleNext()

  return {
    heard,
    answered() {
      heard()
      const ms = Math.max(0, Math.round(clock.now() - sentAt))
      if (ms < BRISK_MS) patience = 1
      options.onRoundTrip(ms)
    },
    setInCall(next) {
      if (next === inCall) return
      inCall = next
      scheduleNext()
    },
    probe: beat,
    stop() {
      stopNext()
      stopWait()
    },
  }
}
