import { Worker } from 'node:worker_threads'
import type { Clock } from '../../../ports/clock.ts'
import { StorageUnavailable } from '../../../ports/storage.ts'
import type { Reply, Request, WorkerPlan } from './wire.ts'

/** First wait before a dead thread is started again, ms; doubles up to the second. */
export const RESTART_MS = 100
const RESTART_MAX_MS = 5_000

// Node runs the source in a worker as it does here; the compiler does not rewrite addresses.
const FILE = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

/** A thread with one connection, started again when it dies. */
export interface Thread {
  /** Answered in order. Rejects with StorageUnavailable while the thread is down, or when it dies before the answer. */
  call(request: Request): Promise<Reply>
  /** Resolves when the thread runs. */
  ready(): Promise<void>
  close(): Promise<void>
  /** Ends the thread as a crash would. */
  kill(): Promise<void>
}
interface Call {
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: Error) => void
}

class Line implements Thread {
  readonly #plan: WorkerPlan
  readonly #after: Clock['after']
  readonly #calls: Call[] = []
  /** Runs and takes calls. */
  #worker: Worker | undefined
  /** Runs, or opens its connection still. */
  #started: Worker | undefined
  #starting: Promise<void> = Promise.resolve()
  #waitMs = RESTART_MS
  #cancel = () => {}
  #closing = false

  constructor(plan: WorkerPlan, after: Clock['after']) {
    this.#plan = plan
    this.#after = after
  }

  /** Rejects with the reason when the worker ends before it is ready. */
  start(): Promise<void> {
    return new Promise((ready, refused) => {
      const worker = new Worker(FILE, { workerData: this.#plan })
      this.#started = worker
      let reason = new Error('the storage thread ended')
      worker.on('error', (error) => {
        reason = error instanceof Error ? error : new Error(String(error))
      })
      worker.on('message', (reply: Reply) => {
        if (!('ready' in reply)) return this.#calls.shift()?.resolve(reply)
        this.#worker = worker
        this.#waitMs = RESTART_MS
        ready()
      })
      worker.on('exit', () => {
        refused(reason)
        if (this.#worker === worker) this.#lose(reason)
      })
    })
  }

  #lose(reason: Error): void {
    this.#worker = undefined
    for (const call of this.#calls.splice(0)) call.reject(new StorageUnavailable(reason.message))
    this.#again()
  }

  #again(): void {
    if (this.#closing) return
    this.#starting = new Promise((resolve) => {
      this.#cancel = this.#after(this.#waitMs, () => resolve(this.start().catch(() => this.#again())))
    })
    this.#waitMs = Math.min(this.#waitMs * 2, RESTART_MAX_MS)
  }

  call(request: Request): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (!this.#worker) return reject(new StorageUnavailable('the storage thread is down'))
      this.#calls.push({ resolve, reject })
      this.#worker.postMessage(request)
    })
  }

  async ready(): Promise<void> {
    while (!this.#worker) await this.#starting
  }

  async close(): Promise<void> {
    this.#closing = true
    this.#cancel()
    // A thread that dies before it answers is closed as well.
    if (this.#worker) await this.call({ close: true }).catch(() => {})
    else await this.#started?.terminate()
  }

  async kill(): Promise<void> {
    await this.#worker?.terminate()
  }
}

/** Rejects when the first start fails, with the reason that the worker gave. */
export const startThread = async (plan: WorkerPlan, after: Clock['after']): Promise<Thread> => {
  const line = new Line(plan, after)
  await line.start()
  return line
}
