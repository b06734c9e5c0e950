import { setImmediate, setTimeout } from 'node:timers/promises'
import { type Keys, newMessage } from './message.ts'
import type { Store } from './stores.ts'

export interface Rate {
  readonly perSecond: number
  readonly perCpuSecond: number
  readonly p50: number
  readonly p99: number
}

export const percentile = (sorted: readonly number[], of: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? Number.NaN

/** So many callers, each of which sends its next message when the one before is acknowledged. CPU is that of all threads. */
export async function saturate(
  store: Store,
  shape: { callers: number; rooms: number; ms: number; keys?: Keys },
): Promise<Rate> {
  const waits: number[] = []
  const cpu = process.cpuUsage()
  const start = performance.now()
  const end = start + shape.ms
  const call = async (caller: number): Promise<void> => {
    for (let round = caller; performance.now() < end; round += shape.callers) {
      const from = performance.now()
      await store.send(round % shape.rooms, newMessage(shape.keys))
      waits.push(performance.now() - from)
      // A store that answers in the same turn must let the loop turn as well.
      if (waits.length % 64 === 0) await setImmediate()
    }
  }
  await Promise.all(Array.from({ length: shape.callers }, (_, caller) => call(caller)))
  const seconds = (performance.now() - start) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  waits.sort((a, b) => a - b)
  return {
    perSecond: waits.length / seconds,
    perCpuSecond: waits.length / ((user + system) / 1e6),
    p50: percentile(waits, 0.5),
    p99: percentile(waits, 0.99),
  }
}

/** One message at a time, at an even pace. */
export async function pace(
  store: Store,
  perSecond: number,
  count: number,
): Promise<{ p50: number; p99: number }> {
  const waits: number[] = []
  for (let sent = 0; sent < count; sent += 1) {
    await setTimeout(1_000 / perSecond)
    const from = performance.now()
    await store.send(0, newMessage())
    waits.push(performance.now() - from)
  }
  waits.sort((a, b) => a - b)
  return { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) }
}
