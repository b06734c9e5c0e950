import type { Database } from 'better-sqlite3'
import type { KnownKey } from '../../../ports/storage.ts'
import { type Cell, LOG_COLUMNS, type LogColumn, logSlotName } from '../cells.ts'
import { bind } from './bound.ts'
import { COMMITTED, CONFLICT, type JobReply, type WorkerPlan } from './wire.ts'

export interface Appender {
  /** Once in each transaction, before the first append. */
  begin(): void
  /** Checks first, then writes: what is refused has changed nothing. Fills in what only the writer knows. */
  append(cells: Cell[], at: number): JobReply
}

const SLOTS = LOG_COLUMNS.map(logSlotName)
const column = (name: LogColumn): number => LOG_COLUMNS.indexOf(name)
const ROOM = column('room')
const N = column('n')
const WHO = column('who')
const KEY = column('key')

export const createAppender = (db: Database, { statements, projections }: WorkerPlan): Appender => {
  const lastN = bind(db, statements.lastN, [])
  const findRoom = bind(db, statements.room, ['id'])
  const findKey = bind(db, statements.known, SLOTS)
  const setVersion = bind(db, statements.setVersion, ['room', 'version'])
  const insertLog = bind(db, statements.insertLog, SLOTS)
  const kinds = new Map<Cell | undefined, { cells: number; writes: ReturnType<typeof bind>[] }>(
    projections.map(({ name, fields, writes }) => [
      name,
      {
        cells: SLOTS.length + fields.length,
        writes: writes.map((write) => bind(db, write, [...SLOTS, ...fields])),
      },
    ]),
  )
  const kindOf = (type: Cell | undefined) => {
    const kind = kinds.get(type)
    if (!kind) throw new Error(`no projection of ${type}`)
    return kind
  }
  let n = 0

  const known = (cells: Cell[], events: number, end: number, room: Cell): KnownKey[] => {
    const found: KnownKey[] = []
    for (let at = events; at < end; at += kindOf(cells[at]).cells) {
      cells[at + ROOM] = room
      if (cells[at + KEY] === null) continue
      const row = findKey.get(cells, at)
      if (!row) continue
      const [who, key, hash, answer] = [cells[at + WHO], cells[at + KEY], ...row].map(String)
      found.push({ who: who ?? '', key: key ?? '', hash: hash ?? '', answer: answer ?? '' })
    }
    return found
  }
  const write = (cells: Cell[], events: number, end: number): void => {
    for (let at = events; at < end; ) {
      const kind = kindOf(cells[at])
      n += 1
      cells[at + N] = n
      insertLog.run(cells, at)
      for (const projection of kind.writes) projection.run(cells, at)
      at += kind.cells
    }
  }

  return {
    begin() {
      const [log, messages] = lastN.get([], 0) ?? []
      n = Math.max(Number(log ?? 0), Number(messages ?? 0))
    },
    append(cells, at) {
      const end = at + Number(cells[at + 1])
      const [id = null, expected = null, count = null] = cells.slice(at + 2, at + 5)
      const events = at + 5
      const [room, version] = findRoom.get([id], 0) ?? []
      if (room === undefined) return { error: `no room has the id ${id}`, away: false }
      const keys = known(cells, events, end, room)
      if (keys.length > 0) return { known: keys }
      if (version !== expected) return CONFLICT
      setVersion.run([room, Number(expected) + Number(count)], 0)
      write(cells, events, end)
      return COMMITTED
    },
  }
}
