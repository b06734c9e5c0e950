import { Kysely } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/sqlite'
import type { Clock } from '../../../ports/clock.ts'
import { type Storage, StorageUnavailable } from '../../../ports/storage.ts'
import { systemClock } from '../../clock/system.ts'
import type { Cell } from '../cells.ts'
import { closeIncarnation } from '../incarnation.ts'
import { createReads } from '../reads/index.ts'
import type { Tables } from '../tables.ts'
import { createWrites } from '../writes.ts'
import { type Runner, sqliteDialect } from './dialect.ts'
import { createPack } from './pack.ts'
import { createPlan } from './plan.ts'
import { createQueue } from './queue.ts'
import { startThread, type Thread } from './thread.ts'
import type { Rows, WorkerPlan } from './wire.ts'

export interface SqliteOptions {
  readonly path: string
  readonly clock?: Pick<Clock, 'now' | 'after'>
  /** Bound of the file, in pages of 4 KiB; beyond it the disk counts as full. */
  readonly maxPages?: number
}
export interface SqliteStorage extends Storage {
  readonly name: 'sqlite'
  stats(): ReturnType<Storage['stats']> & {
    readonly reads: number
    /** Rows that reads have returned. */
    readonly rowsRead: number
    /** Time in transactions, ms. */
    readonly commitMs: number
  }
}

/** Both at once, as each takes a tenth of a second; when one fails, the other ends too. */
const startThreads = async (
  plan: Omit<WorkerPlan, 'role'>,
  after: Clock['after'],
): Promise<{ writer: Thread; reader: Thread }> => {
  const [writer, reader] = await Promise.allSettled([
    startThread({ ...plan, role: 'write' }, after),
    startThread({ ...plan, role: 'read' }, after),
  ])
  if (writer.status === 'fulfilled' && reader.status === 'fulfilled')
    return { writer: writer.value, reader: reader.value }
  for (const thread of [writer, reader]) if (thread.status === 'fulfilled') await thread.value.close()
  throw writer.status === 'rejected' ? writer.reason : reader.status === 'rejected' && reader.reason
}

/** The embedded database: one file, a thread that writes and one that reads.
 *  Rejects with the reason when the file cannot be opened or belongs to a newer version. */
export const openSqlite = async ({
  path,
  clock = systemClock,
  maxPages,
}: SqliteOptions): Promise<SqliteStorage> => {
  const plan = createPlan(path, clock.now(), maxPages)
  const { writer, reader } = await startThreads(plan, clock.after)
  const queue = createQueue(writer, createPack(plan.projections))
  const figures = { reads: 0, rowsRead: 0 }
  let open = true

  const read = async (sql: string, parameters: readonly Cell[]): Promise<Rows> => {
    if (!open) throw new StorageUnavailable('the storage is closed')
    const reply = await reader.call({ sql, parameters })
    if ('error' in reply) throw reply.away ? new StorageUnavailable(reply.error) : new Error(reply.error)
    if (!('rows' in reply)) throw new Error('the reader gave no rows')
    figures.reads += 1
    figures.rowsRead += reply.rows.length
    return reply
  }
  const runner: Runner = { read, write: queue.statement }
  const dialect = { db: new Kysely<Tables>({ dialect: sqliteDialect(runner) }), arrayFrom: jsonArrayFrom }
  const { occupied, ...reads } = createReads(dialect)

  return {
    name: 'sqlite',
    ...reads,
    ...createWrites(dialect, reads),
    append: queue.append,
    closeIncarnation: (at) => closeIncarnation({ occupied, append: queue.append }, at),
    ping: queue.nothing,
    stats: () => ({ ...queue.figures, ...figures }),
    async close() {
      if (!open) return
      open = false
      await queue.close()
      await reader.close()
      await writer.close()
    },
  }
}
