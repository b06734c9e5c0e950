import { expect, test } from 'vitest'
import type { WithStorage } from './place.fixture.ts'
import { event, givenRoom, joined, keyOf, numbered, said, uuid } from './room.fixture.ts'

export const appendRules = (withStorage: WithStorage): void => {
  test(
    '[ST1] what was appended at the version is read back as it was, numbered on',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      const events = [
        event('room.created', { by: 'ann' }),
        joined('ann', { data: { nested: [1, { deep: null }] } }),
        said(1, 'üñí 🎈 "quoted" \u0000 end'),
      ]
      expect(await room.append(events)).toEqual({ ok: true })
      expect(await room.append([said(2)])).toEqual({ ok: true })
      const { events: log } = await storage.readLog(room.id, 0, 10)
      expect(log).toEqual(numbered(0, [...events, said(2)]))
    }),
  )

  test(
    '[ST2] an append at another version conflicts and writes nothing',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      await room.log(joined('ann'))
      for (const expected of [0, 2]) {
        const events = numbered(expected, [joined('bob'), said(1)])
        const result = await storage.append({
          room: room.id,
          expected,
          events,
          keys: [keyOf(expected + 1, 'k')],
        })
        expect(result).toEqual({ ok: false, conflict: true })
      }
      const stored = await storage.loadRoom('garden')
      expect(stored?.seq).toBe(1)
      expect(stored?.participants.map(({ id }) => id)).toEqual(['ann'])
      expect((await storage.messagesPage(room.id, undefined, 10)).items).toEqual([])
      expect((await room.append([said(1)], [keyOf(2, 'k')])).ok).toBe(true)
    }),
  )

  test(
    '[ST3] an append with a known key writes nothing and gives what was stored with it, at any version',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      await room.append([said(1), said(2)], [keyOf(1, 'first'), keyOf(2, 'second')])
      const known = [
        { who: 'ann', key: 'second', hash: 'hash of second', answer: '{"seq":2}' },
        { who: 'ann', key: 'first', hash: 'hash of first', answer: '{"seq":1}' },
      ]
      const again = [keyOf(3, 'second'), keyOf(4, 'first', { hash: 'another' }), keyOf(5, 'new')]
      expect(await room.append([said(3), said(4), said(5)], again)).toEqual({ ok: false, known })
      const asked = ['second', 'new'].map((key) => ({ who: 'ann', key }))
      expect(await storage.knownKeys(room.id, asked)).toEqual(known.slice(0, 1))
      expect(await storage.knownKeys(room.id, [{ who: 'bob', key: 'first' }])).toEqual([])
      const stale = { room: room.id, expected: 0, events: numbered(0, [said(3)]), keys: [keyOf(1, 'first')] }
      expect(await storage.append(stale)).toEqual({ ok: false, known: known.slice(1) })
      expect((await storage.readLog(room.id, 0, 10)).events).toHaveLength(2)
      expect((await room.append([said(3)], [keyOf(3, 'new')])).ok).toBe(true)
    }),
  )

  test(
    '[ST4] a key belongs to one person in one room',
    withStorage(async (storage) => {
      const garden = await givenRoom(storage, 'garden')
      const cellar = await givenRoom(storage, 'cellar')
      const ok = { ok: true }
      expect(await garden.append([said(1)], [keyOf(1, 'k')])).toEqual(ok)
      expect(await garden.append([said(2)], [keyOf(2, 'k', { who: 'bob' })])).toEqual(ok)
      expect(await cellar.append([said(3)], [keyOf(1, 'k')])).toEqual(ok)
    }),
  )

  test(
    '[ST5] events out of their numbers, keys of no event and unknown rooms are refused alone',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      const append = (seq: number, change: object) =>
        storage.append({
          room: room.id,
          expected: 0,
          events: [{ seq, at: 1, event: said(1) }],
          keys: [],
          ...change,
        })
      const results = await Promise.allSettled([
        append(2, {}),
        append(1, { keys: [keyOf(2, 'k')] }),
        append(1, { events: [] }),
        append(1, { room: 'nowhere' }),
        append(1, {}),
        room.append([said(9)]),
      ])
      expect(results.map(({ status }) => status)).toEqual([
        'rejected',
        'rejected',
        'rejected',
        'rejected',
        'fulfilled',
        'fulfilled',
      ])
      expect(results[4]).toMatchObject({ value: { ok: true } })
      expect(results[5]).toMatchObject({ value: { ok: false, conflict: true } })
    }),
  )

  test(
    '[ST6] appends of a hundred rooms share commits; each is settled by its own merit',
    withStorage(async (storage) => {
      const names = Array.from({ length: 100 }, (_, index) => `room ${index}`)
      const rooms = await Promise.all(names.map((name) => givenRoom(storage, name)))
      await Promise.all(rooms.map((room) => room.append([joined('ann')], [keyOf(1, 'k')])))
      const before = storage.stats()
      const results = await Promise.all(
        rooms.map((room, index) => {
          // A stale one, one with a known key and one whose message exists already, amid the others.
          if (index % 10 === 3) room.seq = 0
          const keys = index % 10 === 5 ? [keyOf(2, 'k')] : []
          const message = index % 10 === 7 ? said(1) : said(index + 100)
          return room.append([message], keys).catch(() => 'failed')
        }),
      )
      const outcome = (index: number) =>
        index % 10 === 3
          ? { ok: false, conflict: true }
          : index % 10 === 5
            ? { ok: false, known: [expect.objectContaining({ key: 'k' })] }
            : index % 10 === 7 && index > 7
              ? 'failed'
              : { ok: true }
      expect(results).toEqual(names.map((_, index) => outcome(index)))
      const { commits, appends, events, waiting } = storage.stats()
      expect(commits - before.commits).toBeLessThan(10)
      expect([appends - before.appends, events - before.events, waiting]).toEqual([71, 71, 0])
      const versions = await Promise.all(names.map((name) => storage.loadRoom(name)))
      expect(versions.map((room) => room?.seq)).toEqual(
        results.map((result) => (JSON.stringify(result) === '{"ok":true}' ? 2 : 1)),
      )
    }),
  )

  test(
    '[ST7] appends of one room that wait are taken in the order of the calls',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      const append = (seq: number) =>
        storage.append({ room: room.id, expected: seq - 1, events: numbered(seq - 1, [said(seq)]), keys: [] })
      const results = await Promise.all(Array.from({ length: 500 }, (_, index) => append(index + 1)))
      expect(results.every(({ ok }) => ok)).toBe(true)
      const { events } = await storage.readLog(room.id, 0, 1_000)
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
    }),
  )

  test(
    '[ST8] the log is read from after a number, oldest first, so many; of an unknown room nothing',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      await room.log(...[1, 2, 3, 4, 5].map((n) => said(n)))
      const seqs = async (since: number, limit: number) =>
        (await storage.readLog(room.id, since, limit)).events.map(({ seq }) => seq)
      expect(await seqs(0, 3)).toEqual([1, 2, 3])
      expect(await seqs(3, 3)).toEqual([4, 5])
      expect(await seqs(5, 3)).toEqual([])
      expect(await storage.readLog(room.id, 2, 1)).toEqual({ events: numbered(2, [said(3)]), floor: 0 })
      expect(await storage.readLog(uuid(1), 0, 10)).toEqual({ events: [], floor: 0 })
    }),
  )
}
