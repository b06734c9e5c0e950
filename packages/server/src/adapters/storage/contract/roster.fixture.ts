import type { Participant } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { type Storage, StorageUnavailable } from '../../../ports/storage.ts'
import { BadCursor } from '../reads/index.ts'
import type { WithStorage } from './place.fixture.ts'
import { givenRoom, joined, left, participant } from './room.fixture.ts'

const roster = async (storage: Storage, room: string, limit: number): Promise<Participant[]> => {
  const items: Participant[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await storage.rosterPage(room, cursor, limit)
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    cursor = page.next_cursor
  }
  return items
}

export const rosterRules = (withStorage: WithStorage): void => {
  test(
    '[ST17] the roster comes in pages without gap or repeat: active people first, then the last seen',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      const ids = ['ann', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gus']
      // cleo and dan were seen at the same moment.
      const seen = [5, 9, 7, 7, 2, 8, 6]
      await room.log(...ids.map((id, index) => joined(id, { last_seen: seen[index] ?? 0, data: { id } })))
      await room.log(left('bob', 4), left('fay', 3), left('eve', 4))
      for (const limit of [1, 2, 3, 7, 50]) {
        const found = await roster(storage, room.id, limit)
        expect(found.map(({ id }) => id)).toEqual(['dan', 'cleo', 'gus', 'ann', 'eve', 'bob', 'fay'])
      }
      expect((await roster(storage, room.id, 4))[4]).toEqual(
        participant('eve', { active: false, left_cause: 'left', last_seen: 4, data: { id: 'eve' } }),
      )
      for (const cursor of ['', 'x', '1.2', '1.2.3.4', '1.2.y'])
        await expect(storage.rosterPage(room.id, cursor, 2)).rejects.toThrow(BadCursor)
    }),
  )

  test(
    '[ST22] closing a dead incarnation lets everybody leave by events of their own',
    withStorage(async (storage) => {
      const garden = await givenRoom(storage, 'garden')
      const cellar = await givenRoom(storage, 'cellar')
      await givenRoom(storage, 'empty')
      const crowd = Array.from({ length: 1_100 }, (_, index) => joined(`p${index}`, { hand_at: 7 }))
      await garden.log(...crowd, left('p0', 5))
      await cellar.log(joined('ann'))
      expect(await storage.closeIncarnation(9_000)).toBe(1_100)
      const stored = await storage.loadRoom('garden')
      expect(stored?.seq).toBe(garden.seq + 1_099)
      expect(stored?.participants.filter(({ active }) => active)).toEqual([])
      const [first, second] = stored?.participants ?? []
      expect(first).toMatchObject({ left_cause: 'left', last_seen: 5 })
      expect(second).toMatchObject({ left_cause: 'server', last_seen: 9_000, hand_at: null })
      expect((await storage.readLog(cellar.id, 1, 10)).events).toEqual([
        {
          seq: 2,
          at: 9_000,
          event: { type: 'participant.left', payload: { id: 'ann', cause: 'server', last_seen: 9_000 } },
        },
      ])
      expect((await storage.roomSummary('garden'))?.active_count).toBe(0)
      expect(await storage.closeIncarnation(9_001)).toBe(0)
    }),
  )

  test(
    '[ST23] a storage that closes writes what it took, then refuses everything',
    withStorage(async (storage, place) => {
      const room = await givenRoom(storage)
      const taken = room.append([joined('ann')])
      const closed = storage.close()
      await expect(taken).resolves.toEqual({ ok: true })
      await closed
      await expect(room.append([joined('bob')])).rejects.toThrow(StorageUnavailable)
      await expect(storage.loadRoom('garden')).rejects.toThrow(StorageUnavailable)
      await expect(
        storage.savePrincipal({ id: 'a', kind: 'user', name: 'A', admin: false }, 1),
      ).rejects.toThrow(StorageUnavailable)
      await expect(storage.ping()).rejects.toThrow(StorageUnavailable)
      await storage.close()
      const again = await place.open()
      expect((await again.loadRoom('garden'))?.participants.map(({ id }) => id)).toEqual(['ann'])
      await again.close()
    }),
  )
}
