import type { Database } from 'better-sqlite3'
import type { Cell } from '../cells.ts'
import { createAppender } from './append.ts'
import { isAway, textOf } from './database.ts'
import type { RunStatement } from './statement.ts'
import { type BatchReply, COMMITTED, JOB, type JobReply, type Refusal, type WorkerPlan } from './wire.ts'

/** Runs a batch as one transaction and returns after its durable commit. */
export const createBatch = (db: Database, plan: WorkerPlan, runStatement: RunStatement) => {
  const begin = db.prepare('begin immediate')
  const commit = db.prepare('commit')
  const rollback = db.prepare('rollback')
  const appender = createAppender(db, plan)

  const runJob = (cells: Cell[], at: number, end: number): JobReply => {
    const kind = cells[at]
    if (kind === JOB.append) return appender.append(cells, at)
    if (kind === JOB.statement) return runStatement(String(cells[at + 2]), cells.slice(at + 3, end))
    return COMMITTED
  }

  /** @param spoiled jobs that failed in an earlier attempt, by their place in the batch
   *  @returns undefined when one more failed, and the transaction is to be rolled back */
  const attempt = (cells: Cell[], spoiled: Map<number, Refusal>): JobReply[] | undefined => {
    const replies: JobReply[] = []
    begin.run()
    appender.begin()
    for (let at = 0, end = 0; at < cells.length; at = end) {
      end = at + Number(cells[at + 1])
      try {
        replies.push(spoiled.get(replies.length) ?? runJob(cells, at, end))
      } catch (error) {
        if (isAway(error)) throw error
        spoiled.set(replies.length, { error: textOf(error), away: false })
        return undefined
      }
    }
    commit.run()
    return replies
  }

  /** A job that fails (which checks should have kept out) is left out of a second attempt: cheaper than a savepoint
   *  around each. When the database fails, nothing of the batch was written. */
  return (cells: Cell[]): BatchReply | Refusal => {
    const from = performance.now()
    const spoiled = new Map<number, Refusal>()
    try {
      for (;;) {
        const jobs = attempt(cells, spoiled)
        if (jobs) return { jobs, ms: performance.now() - from }
        rollback.run()
      }
    } catch (error) {
      // SQLite may have rolled back by itself.
      if (db.inTransaction) rollback.run()
      return { error: textOf(error), away: true }
    }
  }
}
