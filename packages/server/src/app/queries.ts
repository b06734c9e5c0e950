import { fault, parse, QUERIES, type QueryName } from '@roomful/protocol'
import type { Storage } from '../ports/index.ts'
import { accepted } from './outcome.ts'
import type { Outcome } from './types.ts'

type Reader = (storage: Storage, room: string, body: unknown) => Promise<Outcome>

const SEQ = /^[1-9]\d{0,15}$/

/** One reader per query. Bodies are parsed here; whether the asker may read is settled before. */
const READERS: { readonly [N in QueryName]: Reader } = {
  async 'roster.page'(storage, room, body) {
    const parsed = parse(QUERIES['roster.page'].body, body)
    if (!parsed.ok) return parsed
    return accepted(await storage.rosterPage(room, parsed.value.cursor, parsed.value.limit))
  },
  async 'messages.page'(storage, room, body) {
    const parsed = parse(QUERIES['messages.page'].body, body)
    if (!parsed.ok) return parsed
    const { cursor, limit } = parsed.value
    if (cursor !== undefined && !SEQ.test(cursor))
      return { ok: false, fault: fault('bad_payload', 'cursor: not one that a page gave') }
    const before = cursor === undefined ? undefined : Number(cursor)
    return accepted(await storage.messagesPage(room, before, limit))
  },
  async 'messages.get'(storage, room, body) {
    const parsed = parse(QUERIES['messages.get'].body, body)
    if (!parsed.ok) return parsed
    return accepted({ items: await storage.messages(room, parsed.value.ids) })
  },
}

/** Fails with StorageUnavailable. */
export const readRoom = (storage: Storage, room: string, type: QueryName, body: unknown): Promise<Outcome> =>
  READERS[type](storage, room, body)
