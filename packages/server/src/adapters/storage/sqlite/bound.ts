import type { Database } from 'better-sqlite3'
import type { Cell, Template } from '../template.ts'

/** A template ready to run: takes its parameters out of one flat array of values. */
export interface Bound {
  run(values: readonly Cell[]): void
  /** The first row as an array, without names. */
  get(values: readonly Cell[]): readonly Cell[] | undefined
}

/** @param slots names of the places in `values` */
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
  const fill = (values: readonly Cell[]): Cell[] => {
    for (const { from, to } of moves) filled[to] = values[from] ?? null
    return filled
  }
  return {
    run: (values) => void statement.run(fill(values)),
    get: (values) => statement.get(fill(values)),
  }
}
