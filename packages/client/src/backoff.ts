export interface BackoffOptions {
  readonly baseMs: number
  readonly capMs: number
  readonly random: () => number
}

/** Waits that grow: full jitter as in Marc Brooker's "Exponential Backoff And Jitter" (AWS, 2015), so that a thousand
 *  clients cut at once do not come back at once. */
export interface Backoff {
  /** Next wait, ms: anything from 0 to a ceiling that doubles with each call. */
  next(): number
  reset(): void
}

export function createBackoff({ baseMs, capMs, random }: BackoffOptions): Backoff {
  let attempt = 0
  return {
    next() {
      const ceilingMs = Math.min(capMs, baseMs * 2 ** attempt)
      // 2 ** 20 is above every cap; more would end in Infinity.
      attempt = Math.min(attempt + 1, 20)
      return Math.round(random() * ceilingMs)
    },
    reset() {
      attempt = 0
    },
  }
}
