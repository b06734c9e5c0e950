import type { RoomSummary } from '@roomful/protocol'
import { expect, test } from 'vitest'
import type { Storage } from '../../../ports/storage.ts'
import { BadCursor } from '../reads/index.ts'
import type { WithStorage } from './place.fixture.ts'
import { event, factsOf, givenRoom, joined, left, timeOf } from './room.fixture.ts'

const allRooms = async (storage: Storage, limit: number): Promise<RoomSummary[]> => {
  const items: RoomSummary[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await storage.roomsPage(cursor, limit)
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    cursor = page.next_cursor
  }
  return items
}

export const roomRules = (withStorage: WithStorage): void => {
  test(
    '[ST9] a room is created once per slug, in whatever form its letters are written',
    withStorage(async (storage) => {
      const composed = 'caf\u00e9'
      const facts = factsOf('cafe\u0301', { kind: 'meeting', access: 'users' })
      const created = { facts: { ...facts, slug: composed }, seq: 0, participants: [] }
      expect(await storage.createRoom(facts, 'ann')).toEqual({ room: created, created: true })
      const again = await storage.createRoom(factsOf(composed, { id: 'other' }), 'bob')
      expect(again).toMatchObject({ room: created, created: false })
      for (const slug of [composed, 'cafe\u0301'])
        expect(await storage.loadRoom(slug)).toEqual({ ...created, by: 'ann' })
      await storage.createRoom(factsOf('Café'), null)
      expect((await storage.loadRoom('Café'))?.by).toBeNull()
      expect(await storage.loadRoom('none')).toBeUndefined()
      const racers = await Promise.all(
        [1, 2, 3].map((n) => storage.createRoom(factsOf('race', { id: `id ${n}` }), null)),
      )
      expect(racers.filter((racer) => racer.created)).toHaveLength(1)
      expect(new Set(racers.map(({ room }) => room.facts.id)).size).toBe(1)
    }),
  )

  test(
    '[ST18] a summary counts who is there, names the five longest present and says since when',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      const summary = async () => {
        const found = await storage.roomSummary('garden')
        return { count: found?.active_count, names: found?.names, since: found?.live_since }
      }
      expect(await summary()).toEqual({ count: 0, names: [], since: null })
      await room.log(...[3, 1, 2, 6, 5, 4].map((n) => joined(`p${n}`, { name: `P${n}`, last_seen: n })))
      expect(await summary()).toEqual({ count: 6, names: ['P1', 'P2', 'P3', 'P4', 'P5'], since: timeOf(1) })
      // Joining again while there, and leaving twice, count once.
      await room.log(joined('p1', { name: 'P1', last_seen: 9 }), left('p2'), left('p2'), left('p9'))
      expect(await summary()).toEqual({ count: 5, names: ['P3', 'P4', 'P5', 'P6', 'P1'], since: timeOf(1) })
      await room.log(
        left('p3'),
        left('p4'),
        left('p5'),
        left('p6'),
        event('participant.forgotten', { id: 'p1' }),
      )
      expect(await summary()).toEqual({ count: 0, names: [], since: null })
      await room.log(joined('p2', { name: 'P2' }))
      expect(await summary()).toEqual({ count: 1, names: ['P2'], since: timeOf(room.seq) })
      expect(await storage.roomSummary('none')).toBeUndefined()
    }),
  )

  test(
    '[ST19] rooms come in pages without gap or repeat: those with people first, then the newest',
    withStorage(async (storage) => {
      const slugs = ['a', 'b', 'c', 'd', 'e']
      const rooms = []
      for (const slug of slugs) rooms.push(await givenRoom(storage, slug))
      await rooms[3]?.log(joined('ann'))
      await rooms[1]?.log(joined('ann'), joined('bob'))
      await rooms[1]?.log(event('room.updated', { title: 'Renamed', capacity: 7, by: 'ann' }))
      for (const limit of [1, 2, 5, 9]) {
        const found = await allRooms(storage, limit)
        expect(found.map(({ slug }) => slug)).toEqual(['d', 'b', 'e', 'c', 'a'])
      }
      expect((await allRooms(storage, 2))[1]).toEqual({
        slug: 'b',
        kind: 'open',
        title: 'Renamed',
        access: 'link',
        capacity: 7,
        created_at: 500,
        active_count: 2,
        names: ['Name of ann', 'Name of bob'],
        live_since: timeOf(1),
      })
      for (const cursor of ['', 'x', '1', '1.2.3', '1.x', '1.5.0'])
        await expect(storage.roomsPage(cursor, 2)).rejects.toThrow(BadCursor)
    }),
  )
}
