/** What a statement takes and a row holds. */
export type Cell = string | number | null

/** Truth as 0 or 1, what is absent as null, objects as JSON. */
export const toCell = (value: unknown): Cell => {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number') return value
  return typeof value === 'boolean' ? Number(value) : JSON.stringify(value)
}

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

/** A statement of one database, finished: `parameters` are in the order of its placeholders. */
export interface Template {
  readonly sql: string
  readonly parameters: readonly ({ readonly slot: string } | { readonly value: Cell })[]
}
