import type { Readable } from '@roomful/client'
import { useSyncExternalStore } from 'react'

/** State outside of React, in the same shape as the SDK's. */
export interface Store<T> extends Readable<T> {
  set(next: T): void
  /** Merges into an object state; nothing is announced when nothing changes. */
  patch(part: Partial<T>): void
}

export function createStore<T>(initial: T): Store<T> {
  let now = initial
  const listeners = new Set<() => void>()
  const set = (next: T) => {
    if (Object.is(next, now)) return
    now = next
    for (const listener of [...listeners]) listener()
  }
  return {
    get: () => now,
    set,
    patch: (part) => {
      const keys = Object.keys(part) as (keyof T)[]
      if (keys.some((key) => !Object.is(part[key], now[key]))) set({ ...now, ...part })
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const useReadable = <T>({ subscribe, get }: Readable<T>): T =>
  useSyncExternalStore(subscribe, get, get)

/** State whose work runs only while somebody listens; the signal fires when the last one is gone. */
export function createWatched<T>(
  initial: T,
  run: (store: Store<T>, signal: AbortSignal) => void,
): Readable<T> {
  const store = createStore(initial)
  let stop = new AbortController()
  let watchers = 0
  return {
    get: store.get,
    subscribe: (listener) => {
      const unsubscribe = store.subscribe(listener)
      watchers += 1
      if (watchers === 1) {
        stop = new AbortController()
        run(store, stop.signal)
      }
      return () => {
        unsubscribe()
        watchers -= 1
        if (watchers === 0) stop.abort()
      }
    },
  }
}

/** Repeats `look` until the signal fires. @param look returns the wait until the next time, ms */
export async function repeat(signal: AbortSignal, look: () => Promise<number>): Promise<void> {
  while (!signal.aborted) {
    const waitMs = await look()
    if (!signal.aborted) await new Promise((next) => setTimeout(next, waitMs))
  }
}
