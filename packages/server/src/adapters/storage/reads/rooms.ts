import { sql } from 'kysely'
import type { Storage } from '../../../ports/storage.ts'
import { prepare, slot } from '../template.ts'
import { fromCursor, toCursor, toPage } from './cursor.ts'
import type { Dialect } from './dialect.ts'
import { fromJson, toFacts, toParticipant, toSummary } from './rows.ts'

/** Names that a summary lists. */
const SUMMARY_NAMES = 5

/** Who is there, the longest present first. */
const present = ({ db }: Dialect) =>
  db
    .selectFrom('participants')
    .where('room', '=', sql.ref<number>('rooms.n'))
    .where('active', '=', 1)
    .orderBy('last_seen')
    .orderBy('participants.n')

const selectSummaries = (dialect: Dialect) =>
  dialect.db
    .selectFrom('rooms')
    .select(['n', 'slug', 'kind', 'title', 'access', 'capacity', 'created_at', 'active_count', 'live_since'])
    .select(dialect.arrayFrom(present(dialect).select('name').limit(SUMMARY_NAMES)).as('names'))

/** A room that a dead server left people in. */
export interface Occupied {
  readonly room: string
  readonly seq: number
  readonly active: readonly string[]
}
export interface RoomReads extends Pick<Storage, 'loadRoom' | 'roomSummary' | 'roomsPage'> {
  /** Some of the rooms that hold active people, and some of these. */
  occupied(rooms: number, people: number): Promise<readonly Occupied[]>
}

export const createRoomReads = (dialect: Dialect): RoomReads => {
  const { db, arrayFrom } = dialect
  const bySlug = prepare(
    db,
    db
      .selectFrom('rooms')
      .selectAll()
      .select((eb) =>
        arrayFrom(
          eb
            .selectFrom('participants')
            .select(['id', 'name', 'role', 'active', 'joined_at', 'last_seen'])
            .select(['left_cause', 'hand_at', 'data'])
            .whereRef('room', '=', 'rooms.n')
            .orderBy('participants.n'),
        ).as('participants'),
      )
      .where('slug', '=', slot<string>('slug')),
  )
  const summary = prepare(db, selectSummaries(dialect).where('slug', '=', slot<string>('slug')))

  return {
    async loadRoom(slug) {
      const [row] = await bySlug({ slug: slug.normalize('NFC') })
      if (!row) return undefined
      const participants = fromJson(row.participants).map(toParticipant)
      return { facts: toFacts(row), seq: row.version, participants, by: row.created_by }
    },

    async roomSummary(slug) {
      const [row] = await summary({ slug: slug.normalize('NFC') })
      return row && toSummary(row)
    },

    async roomsPage(cursor, limit) {
      const [live = 0, n = 0] = cursor === undefined ? [] : fromCursor(cursor, 2)
      const rows = await selectSummaries(dialect)
        .$if(cursor !== undefined, (page) => page.where(sql<boolean>`(live_since, n) < (${live}, ${n})`))
        .orderBy('live_since', 'desc')
        .orderBy('n', 'desc')
        .limit(limit + 1)
        .execute()
      const page = toPage(rows, limit, (row) => toCursor(row.live_since, row.n))
      return { items: page.items.map(toSummary), next_cursor: page.next_cursor }
    },

    async occupied(rooms, people) {
      const rows = await db
        .selectFrom('rooms')
        .select(['id', 'version'])
        .select(arrayFrom(present(dialect).select('id').limit(people)).as('active'))
        .where('live_since', '>', 0)
        .orderBy('live_since')
        .limit(rooms)
        .execute()
      return rows.map(({ id, version, active }) => ({
        room: id,
        seq: version,
        active: fromJson(active).map((row) => row.id),
      }))
    },
  }
}
