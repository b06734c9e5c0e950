import { LIMITS, type Message, type MessageId } from '@roomful/protocol'
import type { Storage } from '../../../ports/storage.ts'
import { prepare, slot } from '../template.ts'
import { toPage } from './cursor.ts'
import { type Dialect, roomNumber } from './dialect.ts'
import { toMessage, toMessageFacts } from './rows.ts'

/** Messages with their reactions, the names bounded, so that a page costs the same in any crowd. */
const selectMessages = ({ db, arrayFrom }: Dialect) =>
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

export const createMessageReads = (
  dialect: Dialect,
): Pick<Storage, 'messages' | 'messagesPage' | 'messageFacts'> => {
  const { db, arrayFrom } = dialect
  const before = prepare(
    db,
    selectMessages(dialect)
      .where('room', '=', roomNumber(dialect, slot<string>('room')))
      .where('seq', '<', slot<number>('before'))
      .orderBy('seq', 'desc')
      .limit(slot<number>('limit')),
  )
  return {
    async messages(room, ids) {
      if (ids.length === 0) return []
      const rows = await selectMessages(dialect)
        .where('id', 'in', ids)
        .where('room', '=', roomNumber(dialect, room))
        .execute()
      return inOrder(ids, rows.map(toMessage))
    },

    async messagesPage(room, below = Number.MAX_SAFE_INTEGER, limit) {
      const rows = await before({ room, before: below, limit: limit + 1 })
      const { items, next_cursor } = toPage(rows.map(toMessage), limit, ({ seq }) => String(seq))
      return { items: items.toReversed(), next_cursor }
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
        .where('room', '=', roomNumber(dialect, room))
        .execute()
      return rows.map(toMessageFacts)
    },
  }
}

const inOrder = (ids: readonly MessageId[], found: readonly Message[]): Message[] => {
  const byId = new Map(found.map((message) => [message.id, message]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
