import type { Readable } from '@roomful/client'
import { createStore, useReadable } from './store.ts'

/** A clock that ticks only while somebody looks at it. */
function createTicker(everyMs: number): Readable<number> {
  const store = createStore(Date.now())
  let timer: ReturnType<typeof setInterval> | undefined
  let watchers = 0
  return {
    get: store.get,
    subscribe: (listener) => {
      const unsubscribe = store.subscribe(listener)
      watchers += 1
      if (watchers === 1) {
        store.set(Date.now())
        timer = setInterval(() => store.set(Date.now()), everyMs)
      }
      return () => {
        unsubscribe()
        watchers -= 1
        if (watchers === 0) clearInterval(timer)
      }
    },
  }
}

const seconds = createTicker(1_000)
const halfMinutes = createTicker(30_000)

/** Now, Unix ms, anew every second. */
export const useSecond = () => useReadable(seconds)
/** Now, Unix ms, anew every half minute: for ages in words. */
export const useHalfMinute = () => useReadable(halfMinutes)
