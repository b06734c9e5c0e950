import { event, keyOf, numbered, uuid } from '../contract/room.fixture.ts'
import { openSqlite } from './open.ts'

/** Appends without end to a few rooms at once and writes a line per acknowledged message, until it is killed.
 *  argv: path, number of the first message id. */
const [, , path = '', first = '0'] = process.argv
const ROOMS = 4

const storage = await openSqlite({ path })
let id = Number(first)
const appendTo = async (slug: string): Promise<void> => {
  const facts = {
    id: `id of ${slug}`,
    slug,
    kind: 'open',
    access: 'link',
    createdAt: 1,
    epoch: 'e',
    title: slug,
    capacity: 10,
  } as const
  const { room } = await storage.createRoom(facts, null)
  for (let seq = room.seq + 1; ; seq += 1) {
    id += 1
    const message = { id: uuid(id), author: 'ann', name: 'Ann', text: `text ${id}`, at: seq, reply_to: null }
    const events = numbered(seq - 1, [event('message.created', { ...message, key: `k${id}` })])
    const result = await storage.append({
      room: facts.id,
      expected: seq - 1,
      events,
      keys: [keyOf(seq, `k${id}`)],
    })
    if (!result.ok) throw new Error(`${slug} ${seq}: ${JSON.stringify(result)}`)
    await new Promise((written) => process.stdout.write(`${slug} ${seq} ${message.id}\n`, written))
  }
}
await Promise.all(Array.from({ length: ROOMS }, (_, index) => appendTo(`room ${index}`)))
