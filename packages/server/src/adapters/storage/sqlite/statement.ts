import type { Database, Statement } from 'better-sqlite3'
import type { Cell } from '../cells.ts'
import type { Rows } from './wire.ts'

/** Statements kept prepared; lists of ids give one for each length. */
const PREPARED = 256

export type RunStatement = (sql: string, parameters: readonly Cell[]) => Rows

/** Runs statements by their text. The oldest of those prepared goes first. */
export const createRunStatement = (db: Database): RunStatement => {
  const prepared = new Map<string, Statement<Cell[], Cell[]>>()
  const prepare = (sql: string): Statement<Cell[], Cell[]> => {
    const found = prepared.get(sql)
    if (found) return found
    const statement = db.prepare<Cell[], Cell[]>(sql)
    if (statement.reader) statement.raw()
    const [oldest] = prepared.keys()
    if (prepared.size >= PREPARED && oldest !== undefined) prepared.delete(oldest)
    prepared.set(sql, statement)
    return statement
  }
  return (sql, parameters) => {
    const statement = prepare(sql)
    if (!statement.reader) return { columns: [], rows: [], changes: statement.run(...parameters).changes }
    const rows = statement.all(...parameters)
    return { columns: statement.columns().map(({ name }) => name), rows, changes: rows.length }
  }
}
