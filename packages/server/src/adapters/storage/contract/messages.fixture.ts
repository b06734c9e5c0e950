import { LIMITS } from '@roomful/protocol'
import { expect, test } from 'vitest'
import type { WithStorage } from './place.fixture.ts'
import {
  deleted,
  edited,
  event,
  givenRoom,
  joined,
  numbered,
  reacted,
  said,
  timeOf,
  uuid,
} from './room.fixture.ts'

const people = (count: number) => Array.from({ length: count }, (_, index) => `person ${index}`)

export const messageRules = (withStorage: WithStorage): void => {
  test(
    '[ST11] messages come in pages, newest page first, items oldest first',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      await room.log(joined('ann'), ...[1, 2, 3, 4, 5].map((n) => said(n)))
      const page = async (before?: number) => {
        const { items, next_cursor } = await storage.messagesPage(room.id, before, 2)
        return { seqs: items.map(({ seq }) => seq), next_cursor }
      }
      expect(await page()).toEqual({ seqs: [5, 6], next_cursor: '5' })
      expect(await page(5)).toEqual({ seqs: [3, 4], next_cursor: '3' })
      expect(await page(3)).toEqual({ seqs: [2], next_cursor: null })
      expect(await page(2)).toEqual({ seqs: [], next_cursor: null })
      expect(await storage.messagesPage('nowhere', undefined, 2)).toEqual({ items: [], next_cursor: null })
    }),
  )

  test(
    '[ST12] a message keeps its place, author and first time when it is edited',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      const reply = event('message.created', {
        id: uuid(2),
        author: 'bob',
        name: 'Bob',
        text: 'yes',
        at: timeOf(2),
        reply_to: uuid(1),
        key: 'k',
      })
      await room.log(said(1, 'first'), reply, edited(1, 'second'), edited(1, 'third'))
      const base = {
        author: 'ann',
        name: 'Ann',
        edited_at: null,
        deleted_at: null,
        reply_to: null,
        reactions: [],
      }
      expect((await storage.messagesPage(room.id, undefined, 10)).items).toEqual([
        { ...base, id: uuid(1), seq: 1, text: 'third', at: timeOf(1), edited_at: timeOf(1) + 1 },
        {
          ...base,
          id: uuid(2),
          seq: 2,
          text: 'yes',
          at: timeOf(2),
          author: 'bob',
          name: 'Bob',
          reply_to: uuid(1),
        },
      ])
      const { events } = await storage.readLog(room.id, 2, 10)
      expect(events).toEqual(numbered(2, [edited(1, 'second'), edited(1, 'third')]))
    }),
  )

  test(
    '[ST13] deletion leaves a tombstone and erases every text of the message from the log, and no other',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      await room.log(said(1, 'secret'), said(2, 'kept'), edited(1, 'secret too'), edited(2, 'kept too'))
      await room.log(reacted(1, 'bob'), deleted(1))
      const [tombstone, other] = (await storage.messagesPage(room.id, undefined, 10)).items
      expect(tombstone).toMatchObject({ seq: 1, text: '', deleted_at: timeOf(1) + 2, reactions: [] })
      expect(other).toMatchObject({ seq: 2, text: 'kept too', deleted_at: null })
      expect((await storage.readLog(room.id, 0, 10)).events).toEqual(
        numbered(0, [
          said(1, ''),
          said(2, 'kept'),
          edited(1, ''),
          edited(2, 'kept too'),
          reacted(1, 'bob'),
          deleted(1),
        ]),
      )
    }),
  )

  test(
    '[ST14] reactions are counted exactly and name the first who reacted, in order',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      const crowd = people(LIMITS.REACTION_NAMES + 10)
      await room.log(said(1), said(2), reacted(1, 'ann', true, '🎈'), ...crowd.map((id) => reacted(1, id)))
      const reactions = async () => (await storage.messagesPage(room.id, undefined, 10)).items[0]?.reactions
      expect(await reactions()).toEqual([
        { emoji: '🎈', count: 1, by: ['ann'] },
        { emoji: '👍', count: crowd.length, by: crowd.slice(0, LIMITS.REACTION_NAMES) },
      ])
      await room.log(reacted(1, 'person 0', false), reacted(1, 'ann', false, '🎈'), reacted(1, 'person 1'))
      expect(await reactions()).toEqual([
        { emoji: '👍', count: crowd.length - 1, by: crowd.slice(1, LIMITS.REACTION_NAMES + 1) },
      ])
      expect((await storage.messages(room.id, [uuid(2)]))[0]?.reactions).toEqual([])
    }),
  )

  test(
    '[ST15] facts of messages hold author, deletion and everybody who reacted; of unknown ones there are none',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      const cellar = await givenRoom(storage, 'cellar')
      const crowd = people(LIMITS.REACTION_NAMES + 10)
      await cellar.log(said(9))
      await room.log(said(1), said(2), deleted(2), reacted(1, 'ann', true, '🎈'))
      await room.log(...crowd.map((id) => reacted(1, id)))
      const facts = await storage.messageFacts(room.id, [uuid(2), uuid(1), uuid(9), uuid(7)])
      expect(facts.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
        {
          id: uuid(1),
          author: 'ann',
          deleted: false,
          reactions: new Map([
            ['🎈', new Set(['ann'])],
            ['👍', new Set(crowd)],
          ]),
        },
        { id: uuid(2), author: 'ann', deleted: true, reactions: new Map() },
      ])
      expect(await storage.messageFacts(room.id, [])).toEqual([])
    }),
  )

  test(
    '[ST16] messages are found by id within their room, in the order asked for',
    withStorage(async (storage) => {
      const room = await givenRoom(storage)
      const cellar = await givenRoom(storage, 'cellar')
      await room.log(said(1), said(2), said(3))
      await cellar.log(said(4))
      const found = await storage.messages(room.id, [uuid(3), uuid(8), uuid(1), uuid(4)])
      expect(found.map(({ id }) => id)).toEqual([uuid(3), uuid(1)])
      expect(await storage.messages(room.id, [])).toEqual([])
    }),
  )
}
