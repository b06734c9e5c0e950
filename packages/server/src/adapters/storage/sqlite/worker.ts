import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import { createBatch } from './batch.ts'
import { isAway, openDatabase, textOf } from './database.ts'
import { migrate } from './migrate.ts'
import { createRunStatement, type RunStatement } from './statement.ts'
import type { Reply, Request, WorkerPlan } from './wire.ts'

interface Connection {
  readonly db: Database
  readonly runStatement: RunStatement
  readonly runBatch: ReturnType<typeof createBatch> | undefined
}

const connect = (plan: WorkerPlan): Connection => {
  const db = openDatabase(plan)
  const runStatement = createRunStatement(db)
  if (plan.role === 'read') return { db, runStatement, runBatch: undefined }
  migrate(db, plan.migrations, plan.at)
  return { db, runStatement, runBatch: createBatch(db, plan, runStatement) }
}

/** The thread of one connection: isolation, so that a slow disk never stops the server's loop.
 *  The reader connects at its first query, when the writer has made the tables. */
const serve = (port: MessagePort, plan: WorkerPlan): void => {
  let connection = plan.role === 'write' ? connect(plan) : undefined

  const answer = (request: Request): Reply => {
    try {
      if ('close' in request) {
        connection?.db.close()
        return { closed: true }
      }
      connection ??= connect(plan)
      if ('sql' in request) return connection.runStatement(request.sql, request.parameters)
      return connection.runBatch?.(request.cells) ?? { error: 'the reader commits nothing', away: false }
    } catch (error) {
      return { error: textOf(error), away: isAway(error) }
    }
  }
  port.on('message', (request: Request) => {
    port.postMessage(answer(request))
    if ('close' in request) port.close()
  })
  port.postMessage({ ready: true } satisfies Reply)
}

if (parentPort) serve(parentPort, workerData as WorkerPlan)
