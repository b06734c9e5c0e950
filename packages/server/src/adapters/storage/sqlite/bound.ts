import type { Database } from 'better-sqlite3'
import type { Cell, Template } from '../cells.ts'

/** A template ready to run on values that lie in a flat array from `at`, in the order of its slots. */
export interface Bound {
  run(cells: readonly Cell[], at: number): void
  /** The first row as an array, without names. */
  get(cells: readonly Cell[], at: number): readonly Cell[] | undefined
}

export const bind = (db: Database, { sql, parameters }: Template, slots: readonly string[]): Bound => {
  const statement = db.prepare<[Cell[]], Cell[]>(sql)
  if (statement.reader) statement.raw()
  const filled: Cell[] = parameters.map((parameter) => ('value' in parameter ? parameter.value : null))
  const moves = parameters.flatMap((parameter, to) => {
    if ('value' in parameter) return []
    const from = slots.indexOf(parameter.slot)
    if (from < 0) throw new Error(`no slot ${parameter.slot} in: ${sql}`)
    return [{ from, to }]
  })
  const fill = (cells: readonly Cell[], at: number): Cell[] => {
    for (const { from, to } of moves) filled[to] = cells[at + from] ?? null
    return filled
  }
  return {
    run: (cells, at) => void statement.run(fill(cells, at)),
    get: (cells, at) => statement.get(fill(cells, at)),
  }
}
