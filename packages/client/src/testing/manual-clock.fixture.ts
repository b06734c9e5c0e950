import type { ClientClock } from '../types.ts'

interface Timer {
  readonly at: number
  readonly call: () => void
}

/** Time that stands still until it is turned. */
export class ManualClock implements ClientClock {
  #now = 1_000_000
  readonly #timers = new Set<Timer>()

  now(): number {
    return this.#now
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.#now + ms, call }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Runs everything that is due meanwhile, in order. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (let next = this.#due(end); next; next = this.#due(end)) {
      this.#timers.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.call()
    }
    this.#now = end
  }

  /** The process stood still: everything that became due runs late. */
  sleep(ms: number): void {
    this.#now += ms
    this.advance(0)
  }

  #due(end: number): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers)
      if (timer.at <= end && (first === undefined || timer.at < first.at)) first = timer
    return first
  }
}
