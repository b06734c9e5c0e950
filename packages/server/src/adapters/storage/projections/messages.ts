import { type RawBuilder, sql } from 'kysely'
import { type Db, type Place, project } from './projection.ts'

const messageN = (db: Db, room: Place['room'], id: RawBuilder<string>) =>
  db.selectFrom('messages').select('n').where('id', '=', id).where('room', '=', room)

const deleted = project('message.deleted', ['id', 'at'], (db, p, { room }) => {
  const message = messageN(db, room, p.id)
  return [
    db.updateTable('log').set({ text: '' }).where('n', '=', message),
    db.updateTable('log').set({ text: '' }).where('about', '=', message),
    db.deleteFrom('reactions').where('message', '=', message),
    db.deleteFrom('reaction_kinds').where('message', '=', message),
    db
      .updateTable('messages')
      .set({ text: '', deleted_at: p.at })
      .where('id', '=', p.id)
      .where('room', '=', room),
  ]
})

const reacted = project('reaction.changed', ['id', 'emoji', 'by', 'on'], (db, p, { room }) => {
  const message = messageN(db, room, p.id)
  const on = sql<boolean>`${p.on} = 1`
  const ofKind = db.selectFrom('reactions').where('message', '=', message).where('emoji', '=', p.emoji)
  return [
    db
      .insertInto('reactions')
      .columns(['message', 'emoji', 'who'])
      .expression(
        message
          .clearSelect()
          .select(['n as message', p.emoji.as('emoji'), p.by.as('who')])
          .where(on),
      )
      .onConflict((conflict) => conflict.columns(['message', 'emoji', 'who']).doNothing()),
    db
      .deleteFrom('reactions')
      .where('message', '=', message)
      .where('emoji', '=', p.emoji)
      .where('who', '=', p.by)
      .where(sql<boolean>`${p.on} = 0`),
    db
      .insertInto('reaction_kinds')
      .columns(['message', 'emoji', 'count'])
      .expression(
        message
          .clearSelect()
          .select((eb) => [
            'n as message',
            p.emoji.as('emoji'),
            eb.parens(ofKind.select(eb.fn.countAll<number>().as('count'))).as('count'),
          ]),
      )
      .onConflict((conflict) =>
        conflict.columns(['message', 'emoji']).doUpdateSet(({ ref }) => ({ count: ref('excluded.count') })),
      ),
    db
      .deleteFrom('reaction_kinds')
      .where('message', '=', message)
      .where('emoji', '=', p.emoji)
      .where('count', '=', 0),
  ]
})

export const MESSAGE_PROJECTIONS = {
  'message.created': project(
    'message.created',
    ['id', 'author', 'name', 'text', 'at', 'reply_to'],
    (db, p, { room, n, seq }) => [db.insertInto('messages').values({ n, room, seq, ...p })],
  ),
  'message.edited': project('message.edited', ['id', 'text', 'at'], (db, p, { room, n }) => [
    db
      .updateTable('log')
      .set({ about: messageN(db, room, p.id) })
      .where('n', '=', n),
    db
      .updateTable('messages')
      .set({ text: p.text, edited_at: p.at })
      .where('id', '=', p.id)
      .where('room', '=', room),
  ]),
  'message.deleted': deleted,
  'reaction.changed': reacted,
}
