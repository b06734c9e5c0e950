import type { Readable, Unsubscribe } from './types.ts'

/** Gathers what changes while one frame is applied: listeners hear of it once, when all stores are up to date. */
export class Batch {
  #depth = 0
  readonly #changed = new Set<() => void>()
  #after: (() => void)[] = []

  run<T>(change: () => T): T {
    this.#depth += 1
    try {
      return change()
    } finally {
      this.#depth -= 1
      if (this.#depth === 0) this.#flush()
    }
  }

  /** `notify` runs at the end of the batch, once however often it was marked; at once outside of one. */
  mark(notify: () => void): void {
    this.#changed.add(notify)
    if (this.#depth === 0) this.#flush()
  }

  /** Runs after the listeners: typed events come when the state shows them already. */
  afterwards(call: () => void): void {
    this.#after.push(call)
    if (this.#depth === 0) this.#flush()
  }

  #flush(): void {
    // Listeners may change stores again; their changes are heard in another round.
    while (this.#changed.size > 0 || this.#after.length > 0) {
      const changed = [...this.#changed]
      const after = this.#after
      this.#changed.clear()
      this.#after = []
      for (const notify of changed) notify()
      for (const call of after) call()
    }
  }
}

/** Calls each listener; one that throws does not keep the others from hearing, its error surfaces as uncaught. */
export function callAll<A extends unknown[]>(listeners: Iterable<(...args: A) => void>, ...args: A): void {
  for (const listener of [...listeners]) {
    try {
      listener(...args)
    } catch (error) {
      queueMicrotask(() => {
        throw error
      })
    }
  }
}

export interface Cell<T> extends Readable<T> {
  /** Same reference: nothing happens. */
  set(value: T): void
}

/** One value with listeners. `get` and `subscribe` may be passed on detached. */
export function createCell<T>(batch: Batch, initial: T): Cell<T> {
  const listeners = new Set<() => void>()
  const notify = () => callAll(listeners)
  let value = initial
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return
      value = next
      batch.mark(notify)
    },
    subscribe: (listener) => subscribeTo(listeners, listener),
  }
}

/** A value that is computed when somebody asks. `compute` gives its last result again while nothing it depends on changed. */
export function createComputed<T>(batch: Batch, compute: () => T): Readable<T> & { invalidate(): void } {
  const listeners = new Set<() => void>()
  const notify = () => callAll(listeners)
  let stale = true
  let value: T
  return {
    get() {
      if (stale) {
        value = compute()
        stale = false
      }
      return value
    },
    invalidate() {
      stale = true
      batch.mark(notify)
    },
    subscribe: (listener) => subscribeTo(listeners, listener),
  }
}

/** Every subscription counts, also the same function twice. */
export function subscribeTo<A extends unknown[]>(
  listeners: Set<(...args: A) => void>,
  listener: (...args: A) => void,
): Unsubscribe {
  const entry = (...args: A) => listener(...args)
  listeners.add(entry)
  return () => void listeners.delete(entry)
}
