import type { Storage } from '../../ports/storage.ts'
import type { Dialect, Reads } from './reads/index.ts'

export type Writes = Pick<Storage, 'createRoom' | 'savePrincipal' | 'useTicket' | 'saveTicket'>

/** The writes that number no event: one statement each. */
export const createWrites = ({ db }: Dialect, reads: Pick<Reads, 'loadRoom'>): Writes => ({
  async createRoom(facts, by) {
    const slug = facts.slug.normalize('NFC')
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('rooms')
      .values({
        id: facts.id,
        slug,
        kind: facts.kind,
        access: facts.access,
        title: facts.title,
        capacity: facts.capacity,
        created_at: facts.createdAt,
        epoch: facts.epoch,
        created_by: by,
      })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 1n)
      return { room: { facts: { ...facts, slug }, seq: 0, participants: [] }, created: true }
    const room = await reads.loadRoom(slug)
    if (!room) throw new Error(`room ${slug} vanished while it was created`)
    return { room, created: false }
  },

  async savePrincipal({ id, kind, name, admin }, at) {
    await db
      .insertInto('principals')
      .values({ id, kind, name, admin: admin ? 1 : 0, created_at: at, seen_at: at })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          name: ref('excluded.name'),
          admin: ref('excluded.admin'),
          seen_at: ref('excluded.seen_at'),
        })),
      )
      .execute()
  },

  async saveTicket(hash, expiresAt) {
    await db
      .insertInto('tickets')
      .values({ hash, expires_at: expiresAt, used_at: null })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute()
  },

  async useTicket(hash, at) {
    const { numUpdatedRows } = await db
      .updateTable('tickets')
      .set({ used_at: at })
      .where('hash', '=', hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', at)
      .executeTakeFirstOrThrow()
    return numUpdatedRows === 1n
  },
})
