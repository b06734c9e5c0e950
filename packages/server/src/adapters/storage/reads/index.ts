import { LIMITS, type Message, type MessageId } from '@roomful/protocol'
import { type Kysely, sql } from 'kysely'
import type { jsonArrayFrom } from 'kysely/helpers/sqlite'
import type { Page, Storage, StoredRoom } from '../../ports/storage.ts'
import { fromCursor, toCursor } from './cursor.ts'
import { fromJson, toEvent, toFacts, toMessage, toMessageFacts, toParticipant, toSummary } from './rows.ts'
import type { Tables } from './tables.ts'

/** What the databases say differently. */
export interface Dialect {
  readonly db: Kysely<Tables>
  readonly arrayFrom: typeof jsonArrayFrom
}

export type Reads = Pick<
  Storage,
  | 'readLog'
  | 'messageFacts'
  | 'messages'
  | 'messagesPage'
  | 'rosterPage'
  | 'roomsPage'
  | 'roomSummary'
  | 'findPrincipal'
> & {
  loadRoom(slug: string): Promise<(StoredRoom & { readonly by: string | null }) | undefined>
  /** A few of the rooms that hold active people, and whom. */
  occupied(rooms: number, people: number): Promise<readonly Occupied[]>
}
export interface Occupied {
  readonly room: string
  readonly seq: number
  readonly active: readonly string[]
}

/** Names that a summary lists. */
const SUMMARY_NAMES = 5

/** Each answer is one statement, hence one moment of the database. */
export const createReads = ({ db, arrayFrom }: Dialect): Reads => {
  const roomN = (id: string) => db.selectFrom('rooms').select('n').where('id', '=', id)

  const summaries = () =>
    db
      .selectFrom('rooms')
      .select([
        'n',
        'slug',
        'kind',
        'title',
        'access',
        'capacity',
        'created_at',
        'active_count',
        'live_since',
      ])
      .select((eb) =>
        arrayFrom(
          eb
            .selectFrom('participants')
            .select('name')
            .whereRef('room', '=', 'rooms.n')
            .where('active', '=', 1)
            .orderBy('last_seen')
            .orderBy('participants.n')
            .limit(SUMMARY_NAMES),
        ).as('names'),
      )

  const messages = () =>
    db
      .selectFrom('messages')
      .select(['id', 'seq', 'author', 'name', 'text', 'at', 'edited_at', 'deleted_at', 'reply_to'])
      .select((eb) =>
        arrayFrom(
          eb
            .selectFrom('reaction_kinds as kind')
            .select(['kind.emoji', 'kind.count'])
            .select((inner) =>
              arrayFrom(
                inner
                  .selectFrom('reactions')
                  .select('who')
                  .whereRef('reactions.message', '=', 'kind.message')
                  .whereRef('reactions.emoji', '=', 'kind.emoji')
                  .orderBy('reactions.n')
                  .limit(LIMITS.REACTION_NAMES),
              ).as('by'),
            )
            .whereRef('kind.message', '=', 'messages.n')
            .orderBy('kind.n'),
        ).as('reactions'),
      )

  return {
    async loadRoom(slug) {
      const row = await db
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
        .where('slug', '=', slug.normalize('NFC'))
        .executeTakeFirst()
      if (!row) return undefined
      const participants = fromJson(row.participants).map(toParticipant)
      return { facts: toFacts(row), seq: row.version, participants, by: row.created_by }
    },

    async readLog(room, since, limit) {
      const rows = await db
        .selectFrom('rooms')
        .leftJoin('log', (join) =>
          join
            .onRef('log.room', '=', 'rooms.n')
            .on('log.seq', '>', since)
            .onRef('log.seq', '>', 'rooms.floor'),
        )
        .select(['rooms.floor', 'log.seq', 'log.at', 'log.type', 'log.text', 'log.payload'])
        .where('rooms.id', '=', room)
        .orderBy('log.seq')
        .limit(limit)
        .execute()
      const events = rows.flatMap(({ seq, at, type, text, payload }) =>
        seq === null || at === null || type === null || payload === null
          ? []
          : [toEvent({ seq, at, type, text, payload })],
      )
      return { events, floor: rows[0]?.floor ?? 0 }
    },

    async messageFacts(room, ids) {
      if (ids.length === 0) return []
      const rows = await db
        .selectFrom('messages')
        .select(['id', 'author', 'deleted_at'])
        .select((eb) =>
          arrayFrom(
            eb
              .selectFrom('reactions')
              .select(['emoji', 'who'])
              .whereRef('message', '=', 'messages.n')
              .orderBy('emoji'),
          ).as('reactions'),
        )
        .where('id', 'in', ids)
        .where('room', '=', roomN(room))
        .execute()
      return rows.map(toMessageFacts)
    },

    async messages(room, ids) {
      if (ids.length === 0) return []
      const rows = await messages().where('id', 'in', ids).where('room', '=', roomN(room)).execute()
      return inOrder(ids, rows.map(toMessage))
    },

    async messagesPage(room, before, limit) {
      const rows = await messages()
        .where('room', '=', roomN(room))
        .$if(before !== undefined, (page) => page.where('seq', '<', before ?? 0))
        .orderBy('seq', 'desc')
        .limit(limit + 1)
        .execute()
      const { items, next_cursor } = toPage(rows.map(toMessage), limit, ({ seq }) => String(seq))
      return { items: items.toReversed(), next_cursor }
    },

    async rosterPage(room, cursor, limit) {
      const [active = 1, seen = 0, n = 0] = cursor === undefined ? [] : fromCursor(cursor, 3)
      const rows = await db
        .selectFrom('participants')
        .selectAll()
        .where('room', '=', roomN(room))
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

    async roomsPage(cursor, limit) {
      const [live = 0, n = 0] = cursor === undefined ? [] : fromCursor(cursor, 2)
      const rows = await summaries()
        .$if(cursor !== undefined, (page) => page.where(sql<boolean>`(live_since, n) < (${live}, ${n})`))
        .orderBy('live_since', 'desc')
        .orderBy('n', 'desc')
        .limit(limit + 1)
        .execute()
      const page = toPage(rows, limit, (row) => toCursor(row.live_since, row.n))
      return { items: page.items.map(toSummary), next_cursor: page.next_cursor }
    },

    async roomSummary(slug) {
      const row = await summaries().where('slug', '=', slug.normalize('NFC')).executeTakeFirst()
      return row && toSummary(row)
    },

    async findPrincipal(id) {
      const row = await db
        .selectFrom('principals')
        .select(['id', 'kind', 'name', 'admin'])
        .where('id', '=', id)
        .executeTakeFirst()
      return row && { ...row, admin: row.admin === 1 }
    },

    async occupied(rooms, people) {
      const rows = await db
        .selectFrom('rooms')
        .select(['id', 'version'])
        .select((eb) =>
          arrayFrom(
            eb
              .selectFrom('participants')
              .select('id')
              .whereRef('room', '=', 'rooms.n')
              .where('active', '=', 1)
              .orderBy('last_seen')
              .orderBy('participants.n')
              .limit(people),
          ).as('active'),
        )
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

/** One row more than asked for tells whether there is another page. */
const toPage = <T>(rows: readonly T[], limit: number, cursor: (last: T) => string): Page<T> => {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next_cursor: rows.length > limit && last !== undefined ? cursor(last) : null }
}

const inOrder = (ids: readonly MessageId[], found: readonly Message[]): Message[] => {
  const byId = new Map(found.map((message) => [message.id, message]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
