import type { Readable } from '@roomful/client'
import { useSyncExternalStore } from 'react'

/** The value, or a part of it: re-renders only when that changes. `select` picks something that is there already; what it
 *  makes anew would be another value each time. */
export function useReadable<T>(source: Readable<T>): T
export function useReadable<T, S>(source: Readable<T>, select: (value: T) => S): S
export function useReadable<T, S>(source: Readable<T>, select?: (value: T) => S): T | S {
  const get = () => (select ? select(source.get()) : source.get())
  return useSyncExternalStore(source.subscribe, get, get)
}
