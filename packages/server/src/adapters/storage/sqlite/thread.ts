import { Worker } from 'node:worker_threads'
import type { Clock } from '../../../ports/clock.ts'
import { StorageUnavailable } from '../../../ports/storage.ts'
import type { Reply, Request, WorkerPlan } from './wire.ts'

/** First wait before a dead thread is started again, ms; doubles up to the second. */
const RESTART_MS = 100
const RESTART_MAX_MS = 5_000

// Node runs the source in a worker as it does here; the compiler does not rewrite addresses.
const FILE = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

/** A thread with one connection, started again when it dies. */
export interface Thread {
  /** Answered in order. Rejects with StorageUnavailable while the thread is down, or when it dies before the answer. */
  call(request: Request): Promise<Reply>
  close(): Promise<void>
  /** For tests: ends the thread as a crash would. */
  kill(): Promise<void>
}
interface Call {
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: Error) => void
}

/** Rejects when the first start fails, with the reason that the worker gave. */
export const startThread = async (plan: WorkerPlan, after: Clock['after']): Promise<Thread> => {
  let worker: Worker | undefined
  let waits = RESTART_MS
  let closing = false
  let cancel = () => {}
  const calls: Call[] = []

  const start = (): Promise<void> =>
    new Promise((ready, refused) => {
      const started = new Worker(FILE, { workerData: plan })
      let reason: Error = new Error('the storage thread ended before it was ready')
      started.on('error', (error) => {
        reason = error instanceof Error ? error : new Error(String(error))
      })
      started.on('message', (reply: Reply) => {
        if (!('ready' in reply)) return calls.shift()?.resolve(reply)
        worker = started
        waits = RESTART_MS
        ready()
      })
      started.on('exit', () => {
        refused(reason)
        if (worker === started) lose(reason)
      })
    })
  const again = () => {
    if (closing) return
    cancel = after(waits, () => void start().catch(again))
    waits = Math.min(waits * 2, RESTART_MAX_MS)
  }
  const lose = (reason: Error) => {
    worker = undefined
    for (const call of calls.splice(0)) call.reject(new StorageUnavailable(reason.message))
    again()
  }

  await start()
  const call = (request: Request): Promise<Reply> =>
    new Promise((resolve, reject) => {
      if (!worker) return reject(new StorageUnavailable('the storage thread is down'))
      calls.push({ resolve, reject })
      worker.postMessage(request)
    })
  return {
    call,
    async close() {
      closing = true
      cancel()
      if (worker) await call({ close: true })
    },
    async kill() {
      await worker?.terminate()
    },
  }
}
