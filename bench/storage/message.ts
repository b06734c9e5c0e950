import { randomUUID } from 'node:crypto'

const TEXT = 'All work and no play makes a dull benchmark. '.repeat(5).slice(0, 200)
const HASH = 'h'.repeat(43)

let clock = Date.now()
/** UUIDv7, one a millisecond at most, so that ids ascend as the server's do. */
export const ascendingId = (): string => {
  clock += 1
  const time = clock.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** How senders make their idempotency keys: each in its own place of the index, or one after another. */
export type Keys = 'random' | 'ascending'
export interface Sent {
  readonly id: string
  readonly key: string
  readonly text: string
  readonly at: number
}
export const newMessage = (keys: Keys = 'random'): Sent => ({
  id: ascendingId(),
  key: keys === 'random' ? randomUUID() : ascendingId(),
  text: TEXT,
  at: clock,
})

export const AUTHOR = 'guest:1a2b3c'
/** What the room's shell hands to the storage for one message. */
export const eventOf = ({ id, key, text, at }: Sent, seq: number) => ({
  seq,
  at,
  event: {
    type: 'message.created' as const,
    payload: { id, author: AUTHOR, name: 'Mara', text, at, reply_to: null, key },
  },
})
export const keyOf = ({ id, key, at }: Sent, seq: number) => ({
  who: AUTHOR,
  key,
  hash: HASH,
  seq,
  answer: JSON.stringify({ id, seq, epoch: 'e', at, duplicate: false }),
})
export const factsOf = (slug: string) => ({
  id: randomUUID(),
  slug,
  kind: 'open' as const,
  access: 'link' as const,
  createdAt: clock,
  epoch: 'e',
  title: slug,
  capacity: 1_000,
})
