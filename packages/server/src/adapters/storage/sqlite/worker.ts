import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { createBatch } from './batch.ts'
import { isAway, openDatabase, textOf } from './database.ts'
import { migrate } from './migrate.ts'
import { createRunStatement } from './statement.ts'
import type { Reply, Request, WorkerPlan } from './wire.ts'

/** The thread of one connection: isolation, so that a slow disk never stops the server's loop. */
const serve = (port: MessagePort, plan: WorkerPlan): void => {
  const db = openDatabase(plan)
  if (plan.role === 'write') migrate(db, plan.migrations, plan.at)
  const runStatement = createRunStatement(db)
  const runBatch = plan.role === 'write' ? createBatch(db, plan, runStatement) : undefined

  const answer = (request: Request): Reply => {
    try {
      if ('sql' in request) return runStatement(request.sql, request.parameters)
      if ('close' in request) {
        db.close()
        return { closed: true }
      }
      return runBatch ? runBatch(request.cells) : { error: 'the reader commits nothing', away: false }
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
