import Database from 'better-sqlite3'
import type { WorkerPlan } from './wire.ts'

/** How long a statement waits for another process that writes, ms. */
const BUSY_MS = 5_000
/** Page cache of a connection, KiB. The writer's holds the ends of all indexes. */
const CACHE_KIB = { write: 32_768, read: 8_192 }
/** Pages in the log that start a checkpoint: 32 MiB, eight times the default, as a checkpoint writes back each page once. */
const CHECKPOINT_PAGES = 8_000

/** The connection of one thread. */
export const openDatabase = ({ path, role, maxPages }: WorkerPlan): Database.Database => {
  const db = new Database(path, { timeout: BUSY_MS })
  // An acknowledged commit must survive the loss of power, hence FULL: WAL with NORMAL syncs at checkpoints only.
  const mode = db.pragma('journal_mode = WAL', { simple: true })
  if (mode !== 'wal')
    throw new Error(
      `the database ${path} cannot keep a write-ahead log here (journal mode ${mode}): use a local disk`,
    )
  db.pragma('synchronous = FULL')
  // What was deleted is overwritten, so that an erased text does not stay in free space of the file.
  db.pragma('secure_delete = ON')
  db.pragma(`cache_size = -${CACHE_KIB[role]}`)
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  if (role === 'read') db.pragma('query_only = ON')
  if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`)
  return db
}

/** Codes after which the statement may be right and the database is not: disk full, input or output error, locked, damaged. */
const AWAY =
  /^SQLITE_(FULL|IOERR|BUSY|LOCKED|CANTOPEN|READONLY|NOMEM|CORRUPT|NOTADB|PROTOCOL|INTERRUPT|PERM|AUTH)/

export const isAway = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && AWAY.test(error.code)

export const textOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? `${error.code}: ${error.message}` : error.message
}
