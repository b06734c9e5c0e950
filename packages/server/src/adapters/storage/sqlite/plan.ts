import { Kysely } from 'kysely'
import { type ColumnTypes, compileMigrations, MIGRATIONS } from '../../../migrations/index.ts'
import { compileProjections } from '../projections/index.ts'
import { compileStatements } from '../statements.ts'
import type { Tables } from '../tables.ts'
import { sqliteDialect } from './dialect.ts'
import type { WorkerPlan } from './wire.ts'

/** In SQLite a column declared `integer primary key` is the row's number and generates itself. */
const TYPES: ColumnTypes = { key: 'integer', generated: (key) => key, int: 'integer' }

/** All SQL of the threads, built once, here. */
export const createPlan = (path: string, at: number, maxPages?: number): Omit<WorkerPlan, 'role'> => {
  const db = new Kysely<Tables>({ dialect: sqliteDialect() })
  return {
    path,
    at,
    ...(maxPages === undefined ? {} : { maxPages }),
    migrations: compileMigrations(MIGRATIONS, db.schema, TYPES),
    statements: compileStatements(db),
    projections: compileProjections(db),
  }
}
