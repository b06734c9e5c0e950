import type { Append, AppendKey } from '../../../ports/storage.ts'
import { type Cell, toCell } from '../cells.ts'
import type { CompiledProjection } from '../projections/index.ts'
import { JOB } from './wire.ts'

/** Writes jobs into the cells of a batch; see wire.ts for the layout. */
export const createPack = (projections: readonly CompiledProjection[]) => {
  const fields = new Map(projections.map((projection) => [projection.name, projection.fields]))

  const closeJob = (cells: Cell[], start: number) => {
    cells[start + 1] = cells.length - start
  }
  const keysBySeq = ({ keys }: Append): ReadonlyMap<number, AppendKey> | undefined =>
    keys.length > 0 ? new Map(keys.map((key) => [key.seq, key])) : undefined

  return {
    /** Throws on events that are not `expected + 1 …` and on keys that belong to none of them: nothing is packed then. */
    append(cells: Cell[], append: Append): void {
      const { room, expected, events } = append
      check(append)
      const keys = keysBySeq(append)
      const start = cells.length
      cells.push(JOB.append, 0, room, expected, events.length)
      for (const { seq, at, event } of events) {
        const payload: Record<string, unknown> = { ...event.payload }
        const text = typeof payload.text === 'string' ? payload.text : null
        if (text !== null) delete payload.text
        const key = keys?.get(seq)
        // As LOG_COLUMNS; the writer knows the room's number and gives n.
        cells.push(event.type, null, null, seq, at, text, JSON.stringify(payload))
        cells.push(key?.who ?? null, key?.key ?? null, key?.hash ?? null, key?.answer ?? null)
        const values: Record<string, unknown> = event.payload
        for (const field of fields.get(event.type) ?? []) cells.push(toCell(values[field]))
      }
      closeJob(cells, start)
    },
    statement(cells: Cell[], sql: string, parameters: readonly Cell[]): void {
      const start = cells.length
      cells.push(JOB.statement, 0, sql, ...parameters)
      closeJob(cells, start)
    },
    nothing(cells: Cell[]): void {
      cells.push(JOB.nothing, 2)
    },
  }
}
export type Pack = ReturnType<typeof createPack>

const check = ({ room, expected, events, keys }: Append): void => {
  const wrong = events.findIndex(({ seq }, index) => seq !== expected + 1 + index)
  if (wrong >= 0)
    throw new RangeError(`event ${events[wrong]?.seq} of ${room} is not ${expected + 1 + wrong}`)
  const places = new Set(keys.map(({ seq }) => seq))
  const stray = keys.find(({ seq }) => seq <= expected || seq > expected + events.length)
  if (stray || places.size < keys.length)
    throw new RangeError(`the keys of an append to ${room} do not name one event each`)
}
