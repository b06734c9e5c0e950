import { sql } from 'kysely'
import type { Storage } from '../../../ports/storage.ts'
import { prepare, slot } from '../template.ts'
import { fromCursor, toCursor, toPage } from './cursor.ts'
import { type Dialect, roomNumber } from './dialect.ts'
import { toParticipant } from './rows.ts'

export const createPeopleReads = (dialect: Dialect): Pick<Storage, 'rosterPage' | 'findPrincipal'> => {
  const { db } = dialect
  const principal = prepare(
    db,
    db.selectFrom('principals').select(['id', 'kind', 'name', 'admin']).where('id', '=', slot<string>('id')),
  )
  return {
    async rosterPage(room, cursor, limit) {
      const [active = 0, seen = 0, n = 0] = cursor === undefined ? [] : fromCursor(cursor, 3)
      const rows = await db
        .selectFrom('participants')
        .selectAll()
        .where('room', '=', roomNumber(dialect, room))
        .$if(cursor !== undefined, (page) =>
          page.where(sql<boolean>`(active, last_seen, n) < (${active}, ${seen}, ${n})`),
        )
        .orderBy('active', 'desc')
        .orderBy('last_seen', 'desc')
        .orderBy('n', 'desc')
        .limit(limit + 1)
        .execute()
      const page = toPage(rows, limit, (row) => toCursor(row.active, row.last_seen, row.n))
      return { items: page.items.map(toParticipant), next_cursor: page.next_cursor }
    },

    async findPrincipal(id) {
      const [row] = await principal({ id })
      return row && { ...row, admin: row.admin === 1 }
    },
  }
}
