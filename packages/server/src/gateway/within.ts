import type { Clock } from '../ports/index.ts'

/** Waits for `work`, at most so long. Rejects when it rejects in time. */
export async function within(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  const over = Promise.withResolvers<void>()
  const cancel = clock.after(ms, over.resolve)
  try {
    await Promise.race([work, over.promise])
  } finally {
    cancel()
  }
}
