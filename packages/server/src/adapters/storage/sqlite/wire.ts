import type { CompiledMigration } from '../../../migrations/migration.ts'
import type { KnownKey } from '../../../ports/storage.ts'
import type { Cell } from '../cells.ts'
import type { CompiledProjection } from '../projections/index.ts'
import type { Statements } from '../statements.ts'

/** All that a worker knows: the file and finished SQL. It neither builds statements nor knows the protocol. */
export interface WorkerPlan {
  readonly path: string
  /** The writer migrates, and commits batches; the reader only reads, so that no read waits for a disk that syncs. */
  readonly role: 'write' | 'read'
  /** Bound of the file in pages, for tests of a full disk. */
  readonly maxPages?: number
  /** When the server started, ms. */
  readonly at: number
  readonly migrations: readonly CompiledMigration[]
  readonly statements: Statements
  readonly projections: readonly CompiledProjection[]
}

/** Jobs of a batch, one after another in a flat array of cells (an array of objects costs several times as much to send).
 *  Each begins with `kind, cells` (its length); then
 *  append: `room id, expected, count`, and per event LOG_COLUMNS (the writer fills in `room` and `n`) and the fields of its
 *  projection; statement: `sql` and the parameters; nothing: nothing. */
export const JOB = { nothing: 0, append: 1, statement: 2 } as const

export type Request =
  | { readonly cells: Cell[] }
  | { readonly sql: string; readonly parameters: readonly Cell[] }
  | { readonly close: true }

/** Rows without names, which come once. */
export interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  readonly changes: number
}
export interface Refusal {
  readonly error: string
  /** The database is away; else the statement is wrong. */
  readonly away: boolean
}

export const COMMITTED = 0
export const CONFLICT = 1
export type JobReply =
  | typeof COMMITTED
  | typeof CONFLICT
  | { readonly known: readonly KnownKey[] }
  | Rows
  | Refusal
export interface BatchReply {
  readonly jobs: readonly JobReply[]
  /** Duration of the transaction, ms. */
  readonly ms: number
}
export type Reply = BatchReply | Rows | Refusal | { readonly ready: true } | { readonly closed: true }
