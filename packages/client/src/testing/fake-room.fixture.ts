import type {
  EventsFrame,
  LogEntry,
  LogEvent,
  Message,
  Participant,
  Position,
  ResetFrame,
  SnapshotFrame,
} from '@roomful/protocol'
import { react } from '../store/window.ts'

const HISTORY = 50

/** One room as a server holds it: the log is the truth, messages and roster follow from it. */
export class FakeRoom {
  readonly slug: string
  readonly log: LogEntry[] = []
  readonly messages: Message[] = []
  readonly people = new Map<string, Participant>()
  readonly answers = new Map<string, unknown>()
  epoch = 'e1'
  /** Numbers up to here were trimmed. */
  floor = 0
  #nextId = 0

  constructor(slug: string) {
    this.slug = slug
  }

  get position(): Position {
    return { epoch: this.epoch, seq: this.log.length }
  }

  newId(): string {
    this.#nextId += 1
    return `m${this.#nextId}`
  }

  append(event: LogEvent, at: number): LogEntry {
    const entry = { seq: this.log.length + 1, at, ...event }
    this.log.push(entry)
    this.#evolve(entry)
    return entry
  }

  join(id: string, name: string, at: number): LogEntry | null {
    const known = this.people.get(id)
    if (known?.active) return null
    const person = {
      ...{ id, name, role: known?.role ?? 'member', active: true, joined_at: known?.joined_at ?? at },
      ...{ last_seen: at, left_cause: null, hand_at: null, data: known?.data ?? {} },
    } satisfies Participant
    return this.append({ type: 'participant.joined', payload: person }, at)
  }

  say(author: string, text: string, at: number, key: string | null = null): LogEntry {
    const name = this.people.get(author)?.name ?? author
    const payload = { id: this.newId(), author, name, text, at, reply_to: null, key }
    return this.append({ type: 'message.created', payload }, at)
  }

  since(seq: number): EventsFrame {
    return this.events(this.log.slice(seq))
  }

  events(entries: readonly LogEntry[]): EventsFrame {
    return { t: 'events', room: this.slug, epoch: this.epoch, from: entries[0]?.seq ?? 0, entries }
  }

  /** Why `asked` cannot be resumed, or null when it can. */
  resetFor(asked: Position): ResetFrame['reason'] | null {
    if (asked.epoch !== this.epoch || asked.seq > this.log.length) return 'epoch'
    return asked.seq < this.floor ? 'trimmed' : null
  }

  snapshot(partSize = 2): SnapshotFrame[] {
    const people = [...this.people.values()]
    const active_count = people.filter(({ active }) => active).length
    const messages = this.messages.slice(-HISTORY)
    const head: SnapshotFrame['head'] = {
      info: {
        ...{ slug: this.slug, kind: 'open', title: this.slug, access: 'link', capacity: 100 },
        created_at: 1,
      },
      active_count,
      inactive_count: people.length - active_count,
      messages,
      messages_cursor: this.messages.length > HISTORY ? String(messages[0]?.seq) : null,
      live: { idle: [], typing: [], legs: [] },
    }
    const count = Math.max(1, Math.ceil(people.length / partSize))
    return Array.from({ length: count }, (_, part) => ({
      ...{ t: 'snapshot', room: this.slug, position: this.position, part, last: part === count - 1 },
      ...(part === 0 ? { head } : {}),
      participants: people.slice(part * partSize, (part + 1) * partSize),
    }))
  }

  #evolve(entry: LogEntry): void {
    switch (entry.type) {
      case 'participant.joined':
        this.people.set(entry.payload.id, entry.payload)
        break
      case 'participant.left':
        this.#patch(entry.payload.id, {
          active: false,
          hand_at: null,
          left_cause: entry.payload.cause,
          last_seen: entry.payload.last_seen,
        })
        break
      case 'hand.changed':
        this.#patch(entry.payload.id, { hand_at: entry.payload.hand_at })
        break
      case 'message.created': {
        const { key: _, ...message } = entry.payload
        this.messages.push({ ...message, seq: entry.seq, edited_at: null, deleted_at: null, reactions: [] })
        break
      }
      case 'message.edited':
        this.#change(entry.payload.id, () => ({ text: entry.payload.text, edited_at: entry.payload.at }))
        break
      case 'reaction.changed':
        this.#change(entry.payload.id, ({ reactions }) => ({ reactions: react(reactions, entry.payload) }))
        break
    }
  }

  #patch(id: string, change: Partial<Participant>): void {
    const person = this.people.get(id)
    if (person) this.people.set(id, { ...person, ...change })
  }

  #change(id: string, change: (message: Message) => Partial<Message>): void {
    const index = this.messages.findIndex((message) => message.id === id)
    const message = this.messages[index]
    if (message) this.messages[index] = { ...message, ...change(message) }
  }
}
