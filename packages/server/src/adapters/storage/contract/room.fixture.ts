import type { LogEvent, LogEventName, Participant } from '@roomful/protocol'
import type { RoomFacts } from '@roomful/room'
import type { AppendKey, AppendResult, Storage, StoredEvent } from '../../../ports/storage.ts'

/** UUID number `n`. */
export const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
/** Time of event `seq` in these tests, ms. */
export const timeOf = (seq: number): number => 1_000_000 + seq

type PayloadOf<N extends LogEventName> = Extract<LogEvent, { type: N }>['payload']
export const event = <N extends LogEventName>(type: N, payload: PayloadOf<N>) =>
  ({ type, payload }) as LogEvent

export const participant = (id: string, change: Partial<Participant> = {}): Participant => ({
  id,
  name: `Name of ${id}`,
  role: 'member',
  active: true,
  joined_at: 1_000,
  last_seen: 1_000,
  left_cause: null,
  hand_at: null,
  data: {},
  ...change,
})
export const joined = (id: string, change: Partial<Participant> = {}) =>
  event('participant.joined', participant(id, change))
export const left = (id: string, last_seen = 2_000) =>
  event('participant.left', { id, cause: 'left', last_seen })
/** Message number `n`, by ann. */
export const said = (n: number, text = `text ${n}`) =>
  event('message.created', {
    id: uuid(n),
    author: 'ann',
    name: 'Ann',
    text,
    at: timeOf(n),
    reply_to: null,
    key: null,
  })
export const edited = (n: number, text: string) =>
  event('message.edited', { id: uuid(n), text, at: timeOf(n) + 1 })
export const deleted = (n: number) => event('message.deleted', { id: uuid(n), by: 'ann', at: timeOf(n) + 2 })
export const reacted = (n: number, by: string, on = true, emoji = '👍') =>
  event('reaction.changed', { id: uuid(n), emoji, by, on })

export const factsOf = (slug: string, change: Partial<RoomFacts> = {}): RoomFacts => ({
  id: `id of ${slug}`,
  slug,
  kind: 'open',
  access: 'link',
  createdAt: 500,
  epoch: `epoch of ${slug}`,
  title: `Title of ${slug}`,
  capacity: 100,
  ...change,
})

export const numbered = (expected: number, events: readonly LogEvent[]): StoredEvent[] =>
  events.map((each, index) => ({
    seq: expected + 1 + index,
    at: timeOf(expected + 1 + index),
    event: each,
  }))
export const keyOf = (seq: number, key: string, change: Partial<AppendKey> = {}): AppendKey => ({
  who: 'ann',
  key,
  hash: `hash of ${key}`,
  seq,
  answer: `{"seq":${seq}}`,
  ...change,
})

/** A room and the number of its last event. */
export class TestRoom {
  readonly id: string
  readonly slug: string
  seq = 0
  readonly #storage: Storage
  constructor(storage: Storage, { id, slug }: RoomFacts) {
    this.id = id
    this.slug = slug
    this.#storage = storage
  }

  /** Appends at the number that the room has, whatever comes of it. */
  async append(events: readonly LogEvent[], keys: readonly AppendKey[] = []): Promise<AppendResult> {
    const expected = this.seq
    const result = await this.#storage.append({
      room: this.id,
      expected,
      events: numbered(expected, events),
      keys,
    })
    if (result.ok) this.seq = expected + events.length
    return result
  }
  /** Appends what must succeed. */
  async log(...events: LogEvent[]): Promise<void> {
    const result = await this.append(events)
    if (!result.ok) throw new Error(`${this.slug} refused: ${JSON.stringify(result)}`)
  }
}

export const givenRoom = async (
  storage: Storage,
  slug = 'garden',
  change: Partial<RoomFacts> = {},
): Promise<TestRoom> => {
  const facts = factsOf(slug, change)
  await storage.createRoom(facts, 'ann')
  return new TestRoom(storage, facts)
}
