import { createWatched, useReadable } from './store.ts'

/** A clock that ticks only while somebody looks at it. */
const createTicker = (everyMs: number) =>
  createWatched(Date.now(), (store, signal) => {
    const tick = () => store.set(Date.now())
    tick()
    const timer = setInterval(tick, everyMs)
    signal.addEventListener('abort', () => clearInterval(timer))
  })

const seconds = createTicker(1_000)
const halfMinutes = createTicker(30_000)

/** Now, Unix ms, anew every second. */
export const useSecond = () => useReadable(seconds)
/** Now, Unix ms, anew every half minute: for ages in words. */
export const useHalfMinute = () => useReadable(halfMinutes)
