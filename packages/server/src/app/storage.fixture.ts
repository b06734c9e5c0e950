import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqlite } from '../adapters/storage/index.ts'
import { type Storage, StorageUnavailable } from '../ports/index.ts'

/** A real database whose appends a test can hold back or refuse. */
export interface StagedStorage {
  readonly storage: Storage
  /** Appends wait from now on, before they reach the database. */
  hold(): void
  /** Lets them go on. */
  release(): void
  /** Resolves when this many appends wait. */
  waiting(count: number): Promise<void>
  /** Every method rejects with StorageUnavailable. */
  away: boolean
  /** Readings of the log wait from now on. */
  holdReads(): { readonly waiting: Promise<void>; release(): void }
  /** The log no longer reaches below this seq, as after its retention. */
  trim(floor: number): void
  /** Calls by method. */
  readonly calls: Map<string, number>
  close(): Promise<void>
}

type LogRead = Awaited<ReturnType<Storage['readLog']>>
const trimmed = ({ events }: LogRead, floor: number): LogRead => ({
  events: events.filter(({ seq }) => seq > floor),
  floor,
})

export async function stagedStorage(real?: Storage): Promise<StagedStorage> {
  const folder = mkdtempSync(join(tmpdir(), 'roomful-app-'))
  const database = real ?? (await openSqlite({ path: join(folder, 'test.db') }))
  const calls = new Map<string, number>()
  let gate: PromiseWithResolvers<void> | undefined
  let held = 0
  let floor = 0
  let reading:
    | { readonly reached: PromiseWithResolvers<void>; readonly gate: PromiseWithResolvers<void> }
    | undefined
  let awaited: { count: number; resolve: () => void } | undefined

  const staged: StagedStorage = {
    storage: new Proxy(database, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver)
        if (typeof method !== 'function' || typeof name !== 'string') return method
        return async (...given: unknown[]): Promise<unknown> => {
          calls.set(name, (calls.get(name) ?? 0) + 1)
          if (name === 'append' && gate) {
            held += 1
            if (awaited && held >= awaited.count) awaited.resolve()
            await gate.promise
          }
          if (name === 'readLog' && reading) {
            reading.reached.resolve()
            await reading.gate.promise
          }
          if (staged.away) throw new StorageUnavailable('away')
          const answer: unknown = await Reflect.apply(method, target, given)
          return name === 'readLog' && floor > 0 ? trimmed(answer as LogRead, floor) : answer
        }
      },
    }),
    hold() {
      gate ??= Promise.withResolvers()
    },
    release() {
      gate?.resolve()
      gate = undefined
      held = 0
    },
    async waiting(count) {
      if (held >= count) return
      const reached = Promise.withResolvers<void>()
      awaited = { count, resolve: reached.resolve }
      await reached.promise
    },
    away: false,
    holdReads() {
      const held = { reached: Promise.withResolvers<void>(), gate: Promise.withResolvers<void>() }
      reading = held
      return {
        waiting: held.reached.promise,
        release() {
          reading = undefined
          held.gate.resolve()
        },
      }
    },
    trim(below) {
      floor = below
    },
    calls,
    async close() {
      if (!real) await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return staged
}
