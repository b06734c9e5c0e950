import { expect, test } from 'vitest'
import type { WithStorage } from './place.fixture.ts'
import { givenRoom, joined, numbered } from './room.fixture.ts'

export const peopleRules = (withStorage: WithStorage): void => {
  test(
    '[ST20] a principal is found as it was last saved',
    withStorage(async (storage) => {
      const ann = { id: 'guest:1', kind: 'guest', name: 'Ann', admin: false } as const
      await storage.savePrincipal(ann, 1)
      expect(await storage.findPrincipal('guest:1')).toEqual(ann)
      await storage.savePrincipal({ ...ann, name: 'Anna', admin: true }, 2)
      expect(await storage.findPrincipal('guest:1')).toEqual({ ...ann, name: 'Anna', admin: true })
      expect(await storage.findPrincipal('guest:2')).toBeUndefined()
    }),
  )

  test(
    '[ST21] a ticket is used once, and before its time is over',
    withStorage(async (storage) => {
      await storage.saveTicket('hash', 100)
      await storage.saveTicket('late', 100)
      expect(await storage.useTicket('unknown', 1)).toBe(false)
      expect(await storage.useTicket('late', 100)).toBe(false)
      const uses = await Promise.all([1, 2, 3].map(() => storage.useTicket('hash', 99)))
      expect(uses.filter(Boolean)).toHaveLength(1)
      await storage.saveTicket('hash', 200)
      expect(await storage.useTicket('hash', 99)).toBe(false)
    }),
  )

  test(
    '[ST24] what was acknowledged is there after opening again',
    withStorage(async (storage, place) => {
      const room = await givenRoom(storage)
      await room.log(joined('ann'), joined('bob'))
      await storage.close()
      const again = await place.open()
      expect((await again.loadRoom('garden'))?.seq).toBe(2)
      expect((await again.readLog(room.id, 0, 10)).events).toHaveLength(2)
      await again.close()
    }),
  )

  test(
    '[ST25] two servers on one database see each other, and only one wins a number',
    withStorage(async (storage, place) => {
      const [other, third] = await Promise.all([place.open(), place.open()])
      const room = await givenRoom(storage)
      expect(await other.loadRoom('garden')).toBeDefined()
      const append = { room: room.id, expected: 0, events: numbered(0, [joined('ann')]), keys: [] }
      const results = await Promise.all([storage, other, third].map((each) => each.append(append)))
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
      expect(results.filter((result) => 'conflict' in result)).toHaveLength(2)
      for (const each of [storage, other, third]) expect((await each.loadRoom('garden'))?.seq).toBe(1)
      await Promise.all([other.close(), third.close()])
    }),
  )
}
