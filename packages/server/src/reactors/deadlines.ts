import type { Clock } from '../ports/index.ts'

/** What has deadlines in its state: a room. */
export interface Awaiting {
  /** Unix ms; undefined: nothing is awaited. May lie in the past. */
  nextDeadline(): number | undefined
  /** The moment has come. Must not throw. */
  due(at: number): void
}

export interface Deadlines {
  /** Call whenever the state may have changed. */
  touch(who: Awaiting): void
  forget(who: Awaiting): void
  stop(): void
}

/** Least time between two calls of one room, milliseconds, when its deadline stays in the past. */
const AGAIN_MS = 50

/** One timer for the deadlines of all rooms: it sleeps until the earliest. Waiting is measured on the monotonic clock from the
 *  moment a deadline is first seen, so that a wall clock that is set forward or back evicts nobody and forgets nobody. */
export function createDeadlines(clock: Clock): Deadlines {
  /** `at`: the deadline, Unix ms; `wake`: when, on the monotonic clock. */
  const waiting = new Map<Awaiting, { readonly at: number; readonly wake: number }>()
  let armed: { readonly wake: number; readonly cancel: () => void } | undefined

  const watch = (who: Awaiting, leastMs: number): void => {
    const at = who.nextDeadline()
    if (at === undefined) {
      waiting.delete(who)
      return
    }
    if (waiting.get(who)?.at === at) return
    const wake = clock.monotonic() + Math.max(at - clock.now(), leastMs)
    waiting.set(who, { at, wake })
    if (!armed || wake < armed.wake) arm(wake)
  }

  const arm = (wake: number): void => {
    armed?.cancel()
    armed = { wake, cancel: clock.after(wake - clock.monotonic(), ring) }
  }

  const ring = (): void => {
    armed = undefined
    const reached = clock.monotonic()
    for (const [who, { at, wake }] of [...waiting]) {
      if (wake > reached) continue
      waiting.delete(who)
      who.due(Math.max(at, clock.now()))
      watch(who, AGAIN_MS)
    }
    let next: number | undefined
    for (const { wake } of waiting.values()) if (next === undefined || wake < next) next = wake
    if (next !== undefined) arm(next)
  }

  return {
    touch: (who) => watch(who, 0),
    forget: (who) => {
      waiting.delete(who)
    },
    stop() {
      armed?.cancel()
      armed = undefined
      waiting.clear()
    },
  }
}
