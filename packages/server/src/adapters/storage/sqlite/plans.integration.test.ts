import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/sqlite'
import { expect, test } from 'vitest'
import type { Cell } from '../cells.ts'
import { factsOf } from '../contract/room.fixture.ts'
import { createReads } from '../reads/index.ts'
import type { Tables } from '../tables.ts'
import { createWrites } from '../writes.ts'
import { sqliteDialect } from './dialect.ts'
import { sqlitePlace } from './place.fixture.ts'
import { createPlan } from './plan.ts'
import type { Rows } from './wire.ts'

interface Asked {
  readonly sql: string
  readonly parameters: readonly Cell[]
}

/** Every statement of the reads and writes, as they ask them. */
const askAll = async (): Promise<Asked[]> => {
  const asked: Asked[] = []
  const note = async (sql: string, parameters: readonly Cell[]): Promise<Rows> => {
    asked.push({ sql, parameters })
    return { columns: [], rows: [], changes: 1 }
  }
  const db = new Kysely<Tables>({ dialect: sqliteDialect({ read: note, write: note }) })
  const dialect = { db, arrayFrom: jsonArrayFrom }
  const reads = createReads(dialect)
  const writes = createWrites(dialect, reads)
  await reads.loadRoom('x')
  await reads.readLog('x', 1, 2)
  await reads.messageFacts('x', ['a', 'b'])
  await reads.messages('x', ['a', 'b'])
  for (const before of [undefined, 9]) await reads.messagesPage('x', before, 5)
  for (const cursor of [undefined, '1.2.3']) await reads.rosterPage('x', cursor, 5)
  for (const cursor of [undefined, '1.2']) await reads.roomsPage(cursor, 5)
  await reads.roomSummary('x')
  await reads.findPrincipal('x')
  await reads.occupied(3, 4)
  await writes.createRoom(factsOf('x'), null)
  await writes.savePrincipal({ id: 'x', kind: 'user', name: 'X', admin: false }, 1)
  await writes.saveTicket('x', 1)
  await writes.useTicket('x', 1)
  return asked
}

/** What may be gone through from end to end: rows of an inner query, and pages of rooms, which follow their index and stop at the limit. */
const MAY_SCAN = /^SCAN (agg|CONSTANT ROW|rooms USING INDEX rooms_live)$/

test('[ST34] every statement finds its rows by an index', async () => {
  const place = await sqlitePlace()
  await (await place.open()).close()
  const db = new Database(place.path)
  const { statements, projections } = createPlan(place.path, 0)
  const templates = [...Object.values(statements), ...projections.flatMap(({ writes }) => writes)]
  const asked = [
    ...(await askAll()),
    ...templates.map(({ sql, parameters }) => ({ sql, parameters: parameters.map(() => 1) })),
  ]
  expect(asked.length).toBeGreaterThan(40)
  const scans = asked.flatMap(({ sql, parameters }) => {
    const steps = db.prepare<Cell[], { detail: string }>(`explain query plan ${sql}`).all(...parameters)
    return steps.flatMap(({ detail }) =>
      detail.startsWith('SCAN') && !MAY_SCAN.test(detail) ? [{ sql, detail }] : [],
    )
  })
  expect(scans).toEqual([])
  db.close()
  await place.remove()
})
