import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely'
import { type Cell, type LogColumn, logSlotName, type Template, toCell } from './cells.ts'
import type { Tables } from './tables.ts'

/** A place in a statement that gets its value when it runs. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

export const slot = <T>(name: string): RawBuilder<T> => sql<T>`${new Slot(name)}`
export const logSlot = <T>(column: LogColumn): RawBuilder<T> => slot<T>(logSlotName(column))

export const template = (statement: Compilable): Template => {
  const { sql, parameters } = statement.compile()
  return {
    sql,
    parameters: parameters.map((value) =>
      value instanceof Slot ? { slot: value.name } : { value: toCell(value) },
    ),
  }
}

/** A query built once, as building costs as much as asking.
 *  @returns runs it with values for its slots */
export const prepare = <O>(db: Kysely<Tables>, query: Compilable<O>) => {
  const compiled = query.compile()
  return async (values: Readonly<Record<string, Cell>>): Promise<O[]> => {
    const parameters = compiled.parameters.map((value) =>
      value instanceof Slot ? values[value.name] : value,
    )
    return (await db.executeQuery<O>({ ...compiled, parameters })).rows
  }
}
