import type { Database } from 'better-sqlite3'
import type { KnownKey } from '../../../ports/storage.ts'
import type { Cell } from '../template.ts'
import { bind } from './bound.ts'
import { COMMITTED, CONFLICT, EVENT_CELLS, type JobReply, type WorkerPlan } from './wire.ts'

export interface Appender {
  /** Once in each transaction, before the first append. */
  begin(): void
  /** Checks first, then writes: what is refused has changed nothing. */
  append(cells: readonly Cell[], at: number): JobReply
}

const ENVELOPE = ['room', 'n', 'seq', 'at', 'type', 'text', 'payload', 'who', 'key', 'hash', 'answer']

export const createAppender = (db: Database, { statements, projections, places }: WorkerPlan): Appender => {
  const lastN = bind(db, statements.lastN, [])
  const findRoom = bind(db, statements.room, ['id'])
  const findKey = bind(db, statements.known, ['room', 'who', 'key'])
  const setVersion = bind(db, statements.setVersion, ['room', 'version'])
  const insertLog = bind(db, statements.insertLog, ENVELOPE)
  const kinds = projections.map(({ name, fields, writes }) => ({
    name,
    cells: EVENT_CELLS + fields.length,
    writes: writes.map((write) => bind(db, write, [...places, ...fields])),
  }))
  const kindOf = (cell: Cell | undefined) => {
    const kind = kinds[Number(cell)]
    if (!kind) throw new Error(`no kind of event has the number ${cell}`)
    return kind
  }
  let n = 0

  const known = (cells: readonly Cell[], events: number, count: number, room: Cell): KnownKey[] => {
    const found: KnownKey[] = []
    for (let event = 0, at = events; event < count; event += 1, at += kindOf(cells[at]).cells) {
      const who = cells[at + 5] ?? null
      const key = cells[at + 6] ?? null
      const row = key === null ? undefined : findKey.get([room, who, key])
      if (row)
        found.push({ who: String(who), key: String(key), hash: String(row[0]), answer: String(row[1]) })
    }
    return found
  }

  /** @returns the place behind the event */
  const write = (cells: readonly Cell[], at: number, room: Cell): number => {
    const kind = kindOf(cells[at])
    const fields = at + EVENT_CELLS
    const end = at + kind.cells
    const [seq = null, time = null, ...envelope] = cells.slice(at + 1, fields)
    n += 1
    insertLog.run([room, n, seq, time, kind.name, ...envelope])
    if (kind.writes.length === 0) return end
    const values = [room, n, seq, time, ...cells.slice(fields, end)]
    for (const projection of kind.writes) projection.run(values)
    return end
  }

  return {
    begin() {
      const [log, messages] = lastN.get([]) ?? []
      n = Math.max(Number(log ?? 0), Number(messages ?? 0))
    },
    append(cells, at) {
      const id = cells[at] ?? null
      const expected = Number(cells[at + 1])
      const count = Number(cells[at + 2])
      const events = at + 3
      const [room, version] = findRoom.get([id]) ?? []
      if (room === undefined) return { error: `no room has the id ${id}`, away: false }
      const keys = known(cells, events, count, room)
      if (keys.length > 0) return { known: keys }
      if (version !== expected) return CONFLICT
      setVersion.run([room, expected + count])
      for (let event = 0, next = events; event < count; event += 1) next = write(cells, next, room)
      return COMMITTED
    },
  }
}
