import { type Append, type AppendResult, StorageUnavailable } from '../../../ports/storage.ts'
import type { Cell } from '../cells.ts'
import type { Pack } from './pack.ts'
import type { Thread } from './thread.ts'
import { CONFLICT, type JobReply, type Reply, type Rows } from './wire.ts'

/** What may wait behind the batch in flight; more is refused, so that a slow disk costs no memory. */
const WAITING_JOBS = 20_000
const WAITING_BYTES = 64 * 1024 * 1024
/** Size of one transaction, about 4,000 messages or 60 ms: what comes later shall not wait for all that came before. */
const BATCH_BYTES = 4 * 1024 * 1024
/** What a cell weighs besides its text. */
const CELL_BYTES = 16

interface Job {
  readonly settle: (reply: JobReply) => void
  readonly reject: (error: Error) => void
}
interface Batch {
  readonly cells: Cell[]
  readonly jobs: Job[]
  bytes: number
}

const weigh = (cells: readonly Cell[], from: number): number => {
  let bytes = 0
  for (let at = from; at < cells.length; at += 1) {
    const cell = cells[at]
    bytes += CELL_BYTES + (typeof cell === 'string' ? cell.length : 0)
  }
  return bytes
}

/** Group commit: one batch in flight, whatever comes meanwhile is the next. Nothing waits when the disk is idle. */
export interface Queue {
  append(append: Append): Promise<AppendResult>
  statement(sql: string, parameters: readonly Cell[]): Promise<Rows>
  /** Resolves when a write transaction has begun and ended. */
  nothing(): Promise<void>
  /** Refuses what comes, and resolves when all that waits is written. */
  close(): Promise<void>
  readonly figures: { commits: number; appends: number; events: number; waiting: number; commitMs: number }
}

export const createQueue = (thread: Pick<Thread, 'call'>, pack: Pack): Queue => {
  const batches: Batch[] = []
  const figures = { commits: 0, appends: 0, events: 0, waiting: 0, commitMs: 0 }
  let flying = false
  let closed: (() => void) | undefined
  let waitingBytes = 0

  const fly = async (batch: Batch): Promise<Reply> => {
    try {
      return await thread.call({ cells: batch.cells })
    } catch (error) {
      return { error: String(error), away: true }
    }
  }
  const next = (): void => {
    const batch = batches.shift()
    if (!batch) {
      flying = false
      closed?.()
      return
    }
    waitingBytes -= batch.bytes
    void fly(batch).then((reply) => {
      // The disk first: it has the next batch before the answers to this one are handled.
      next()
      land(batch, reply)
    })
  }
  const land = ({ jobs }: Batch, reply: Reply): void => {
    figures.waiting -= jobs.length
    if (!('jobs' in reply)) {
      const why = 'error' in reply ? reply.error : 'the storage thread gave no answer'
      for (const job of jobs) job.reject(new StorageUnavailable(why))
      return
    }
    figures.commits += 1
    figures.commitMs += reply.ms
    for (const [index, job] of jobs.entries()) {
      const answer = reply.jobs[index]
      if (answer === undefined) job.reject(new StorageUnavailable('the storage thread gave no answer'))
      else if (typeof answer === 'object' && 'error' in answer) job.reject(new Error(answer.error))
      else job.settle(answer)
    }
  }

  const enqueue = (write: (cells: Cell[]) => void): Promise<JobReply> =>
    new Promise((settle, reject) => {
      if (closed) return reject(new StorageUnavailable('the storage is closed'))
      if (figures.waiting >= WAITING_JOBS || waitingBytes >= WAITING_BYTES)
        return reject(new StorageUnavailable('too much waits for the disk'))
      let batch = batches.at(-1)
      if (!batch || batch.bytes >= BATCH_BYTES) {
        batch = { cells: [], jobs: [], bytes: 0 }
        batches.push(batch)
      }
      const before = batch.cells.length
      write(batch.cells)
      const bytes = weigh(batch.cells, before)
      batch.bytes += bytes
      waitingBytes += bytes
      batch.jobs.push({ settle, reject })
      figures.waiting += 1
      if (flying) return
      flying = true
      // All that this turn of the loop still brings goes along.
      queueMicrotask(next)
    })

  return {
    figures,
    async append(append) {
      if (append.events.length === 0) throw new RangeError('an append has at least one event')
      const reply = await enqueue((cells) => pack.append(cells, append))
      if (reply === CONFLICT) return { ok: false, conflict: true }
      if (typeof reply === 'object' && 'known' in reply) return { ok: false, known: reply.known }
      figures.appends += 1
      figures.events += append.events.length
      return { ok: true }
    },
    async statement(sql, parameters) {
      const reply = await enqueue((cells) => pack.statement(cells, sql, parameters))
      if (typeof reply === 'object' && 'rows' in reply) return reply
      throw new Error('the statement gave no rows')
    },
    async nothing() {
      await enqueue((cells) => pack.nothing(cells))
    },
    close: () =>
      new Promise((resolve) => {
        closed = resolve
        if (!flying) resolve()
      }),
  }
}
