import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  DummyDriver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { type Cell, toCell } from '../cells.ts'
import type { Rows } from './wire.ts'

/** Where the statements of a Kysely instance run. */
export interface Runner {
  read(sql: string, parameters: readonly Cell[]): Promise<Rows>
  write(sql: string, parameters: readonly Cell[]): Promise<Rows>
}

const named = <R>({ columns, rows, changes }: Rows): QueryResult<R> => ({
  numAffectedRows: BigInt(changes),
  rows: rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])) as R),
})

class ThreadConnection implements DatabaseConnection {
  readonly #runner: Runner
  constructor(runner: Runner) {
    this.#runner = runner
  }
  async executeQuery<R>({ query, sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const cells = parameters.map(toCell)
    const select = query.kind === 'SelectQueryNode'
    return named<R>(await (select ? this.#runner.read(sql, cells) : this.#runner.write(sql, cells)))
  }
  streamQuery(): never {
    throw new Error('rows are not streamed between threads')
  }
}

class ThreadDriver extends DummyDriver implements Driver {
  readonly #connection: ThreadConnection
  constructor(runner: Runner) {
    super()
    this.#connection = new ThreadConnection(runner)
  }
  override acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(this.#connection)
  }
  override beginTransaction(): Promise<void> {
    throw new Error('a transaction is one batch of the queue')
  }
}

/** Statements do not wait for one another here: the threads put them in order. */
class ThreadAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/** Builds SQL for SQLite here and runs it in the threads; without a runner it only builds. */
export const sqliteDialect = (runner?: Runner): Dialect => ({
  createAdapter: () => new ThreadAdapter(),
  createDriver: () => (runner ? new ThreadDriver(runner) : new DummyDriver()),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})
