import { type RawBuilder, sql } from 'kysely'
import { type Db, type Place, project } from './projection.ts'

const person = (db: Db, room: Place['room'], id: RawBuilder<string>) =>
  db.selectFrom('participants').where('room', '=', room).where('id', '=', id)
const isActive = (db: Db, room: Place['room'], id: RawBuilder<string>) =>
  person(db, room, id).where('active', '=', 1).select('n')
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

export const PEOPLE_PROJECTIONS = {
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
}
