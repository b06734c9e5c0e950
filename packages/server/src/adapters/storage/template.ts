import type { LogEvent } from '@roomful/protocol'
import { type Compilable, type RawBuilder, sql } from 'kysely'

export type Cell = string | number | null

/** A place in a statement that gets its value when it runs. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** A statement compiled once: `parameters` are in the order of its placeholders. */
export interface Template {
  readonly sql: string
  readonly parameters: readonly ({ readonly slot: string } | { readonly value: Cell })[]
}

/** How a value of an event is stored: truth as 0 or 1, what is absent as null, objects as JSON. */
export type Stored<T> = T extends undefined
  ? null
  : T extends boolean
    ? number
    : T extends string | number | null
      ? T
      : string

export const toCell = (value: unknown): Cell => {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number') return value
  return typeof value === 'boolean' ? Number(value) : JSON.stringify(value)
}

export const slot = <T>(name: string): RawBuilder<T> => sql<T>`${new Slot(name)}`

/** Columns of the log that are known when an event is written, in the order in which the writer holds them.
 *  A projection may use them beside the fields of its payload. */
export const LOG_COLUMNS = [
  'type',
  'room',
  'n',
  'seq',
  'at',
  'text',
  'payload',
  'who',
  'key',
  'hash',
  'answer',
] as const
export type LogColumn = (typeof LOG_COLUMNS)[number]
/** Name of a slot that no field of a payload has. */
export const logSlotName = (column: LogColumn): string => `log.${column}`
export const logSlot = <T>(column: LogColumn): RawBuilder<T> => slot<T>(logSlotName(column))

/** Slots for some fields of a payload, typed as they are stored. */
export type Slots<P, F extends keyof P> = { readonly [K in F]-?: RawBuilder<Stored<P[K]>> }

export const template = (statement: Compilable): Template => {
  const { sql, parameters } = statement.compile()
  return {
    sql,
    parameters: parameters.map((value) =>
      value instanceof Slot ? { slot: value.name } : { value: toCell(value) },
    ),
  }
}

export type PayloadOf<N extends LogEvent['type']> = Extract<LogEvent, { type: N }>['payload']
