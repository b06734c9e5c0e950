import type { EventPayload, LogEventName } from '@roomful/protocol'
import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely'
import type { Tables } from './tables.ts'
import { logSlot, type Slots, slot, type Template, template } from './template.ts'

type Db = Kysely<Tables>
/** Where an event lies; every statement may use it. */
interface Place {
  readonly room: RawBuilder<number>
  readonly n: RawBuilder<number>
  readonly seq: RawBuilder<number>
  readonly at: RawBuilder<number>
}

/** What one kind of event changes in the read models, in the transaction that appends it. */
export interface Projection<N extends LogEventName = LogEventName> {
  readonly name: N
  /** Fields of the payload that the statements take. */
  readonly fields: readonly (keyof EventPayload<N> & string)[]
  readonly writes: (db: Db) => readonly Compilable[]
}

const PLACE: Place = {
  room: logSlot('room'),
  n: logSlot('n'),
  seq: logSlot('seq'),
  at: logSlot('at'),
}

const project = <N extends LogEventName, F extends keyof EventPayload<N> & string = never>(
  name: N,
  fields: readonly F[],
  writes: (db: Db, payload: Slots<EventPayload<N>, F>, place: Place) => readonly Compilable[],
): Projection<N> => {
  const slots = Object.fromEntries(fields.map((field) => [field, slot(field)])) as Slots<EventPayload<N>, F>
  return { name, fields, writes: (db) => writes(db, slots, PLACE) }
}

const person = (db: Db, room: Place['room'], id: RawBuilder<string>) =>
  db.selectFrom('participants').where('room', '=', room).where('id', '=', id)
const isActive = (db: Db, room: Place['room'], id: RawBuilder<string>) =>
  person(db, room, id).where('active', '=', 1).select('n')
const messageN = (db: Db, room: Place['room'], id: RawBuilder<string>) =>
  db.selectFrom('messages').select('n').where('id', '=', id).where('room', '=', room)
const change = (db: Db, { room }: Place, id: RawBuilder<string>) =>
  db.updateTable('participants').where('room', '=', room).where('id', '=', id)

/** One person fewer is there. Before the row of the person changes, as it counts only who was active. */
const oneFewer = (db: Db, { room }: Place, id: RawBuilder<string>) =>
  db
    .updateTable('rooms')
    .set((eb) => ({
      active_count: eb('active_count', '-', 1),
      live_since: sql<number>`case when active_count > 1 then live_since else 0 end`,
    }))
    .where('n', '=', room)
    .where(({ exists }) => exists(isActive(db, room, id)))

const joined = project(
  'participant.joined',
  ['id', 'name', 'role', 'active', 'joined_at', 'last_seen', 'left_cause', 'hand_at', 'data'],
  (db, p, place) => [
    db
      .updateTable('rooms')
      .set((eb) => ({
        active_count: eb('active_count', '+', 1),
        live_since: sql<number>`case when active_count > 0 then live_since else ${place.at} end`,
      }))
      .where('n', '=', place.room)
      .where(({ not, exists }) => not(exists(isActive(db, place.room, p.id)))),
    db
      .insertInto('participants')
      .values({ room: place.room, ...p, active: sql<0 | 1>`${p.active}` })
      .onConflict((conflict) =>
        conflict.columns(['room', 'id']).doUpdateSet(({ ref }) => ({
          name: ref('excluded.name'),
          role: ref('excluded.role'),
          active: ref('excluded.active'),
          joined_at: ref('excluded.joined_at'),
          last_seen: ref('excluded.last_seen'),
          left_cause: ref('excluded.left_cause'),
          hand_at: ref('excluded.hand_at'),
          data: ref('excluded.data'),
        })),
      ),
  ],
)

const left = project('participant.left', ['id', 'cause', 'last_seen'], (db, p, place) => [
  oneFewer(db, place, p.id),
  change(db, place, p.id).set({ active: 0, left_cause: p.cause, last_seen: p.last_seen, hand_at: null }),
])

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

/** From event to statements. An event that is new in the catalogue does not compile until it is answered here, if only with nothing. */
const PROJECTIONS: { readonly [N in LogEventName]: Projection<N> } = {
  'room.created': project('room.created', [], () => []),
  'room.updated': project('room.updated', ['title', 'capacity'], (db, p, { room }) => [
    db
      .updateTable('rooms')
      .set({
        title: sql<string>`coalesce(${p.title}, title)`,
        capacity: sql<number>`coalesce(${p.capacity}, capacity)`,
      })
      .where('n', '=', room),
  ]),
  'participant.joined': joined,
  'participant.left': left,
  'participant.forgotten': project('participant.forgotten', ['id'], (db, p, place) => [
    oneFewer(db, place, p.id),
    db.deleteFrom('participants').where('room', '=', place.room).where('id', '=', p.id),
  ]),
  'participant.renamed': project('participant.renamed', ['id', 'name'], (db, p, place) => [
    change(db, place, p.id).set({ name: p.name }),
  ]),
  'data.updated': project('data.updated', ['id', 'data'], (db, p, place) => [
    change(db, place, p.id).set({ data: p.data }),
  ]),
  'role.changed': project('role.changed', ['id', 'role'], (db, p, place) => [
    change(db, place, p.id).set({ role: p.role }),
  ]),
  'hand.changed': project('hand.changed', ['id', 'hand_at'], (db, p, place) => [
    change(db, place, p.id).set({ hand_at: p.hand_at }),
  ]),
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

/** A projection as SQL of one database. */
export interface CompiledProjection {
  readonly name: LogEventName
  readonly fields: readonly string[]
  readonly writes: readonly Template[]
}

export const compileProjections = (db: Db): readonly CompiledProjection[] =>
  Object.values(PROJECTIONS).map(({ name, fields, writes }) => ({
    name,
    fields,
    writes: writes(db).map(template),
  }))
