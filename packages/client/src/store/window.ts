import type { LogEvent, Message, ParticipantId, Reaction } from '@roomful/protocol'
import { LIMITS } from '@roomful/protocol/limits'
import type { MessageView } from '../types.ts'

/** A row that is in the log. */
export interface SentView extends MessageView {
  readonly seq: number
}

type Change = Extract<LogEvent, { type: 'message.edited' | 'message.deleted' | 'reaction.changed' }>

/** Reactions after one person set or took back one emoji. */
export function react(
  reactions: readonly Reaction[],
  { emoji, by, on }: { emoji: string; by: ParticipantId; on: boolean },
): Reaction[] {
  const known = reactions.find((reaction) => reaction.emoji === emoji)
  if (!known) return on ? [...reactions, { emoji, count: 1, by: [by] }] : [...reactions]
  const others = known.by.filter((id) => id !== by)
  const next = on
    ? { ...known, count: known.count + 1, by: [...others, by].slice(0, LIMITS.REACTION_NAMES) }
    : { ...known, count: known.count - 1, by: others }
  return reactions.flatMap((reaction) => (reaction !== known ? [reaction] : next.count > 0 ? [next] : []))
}

function after(view: SentView, change: Change): SentView {
  switch (change.type) {
    case 'message.edited':
      return { ...view, text: change.payload.text, edited_at: change.payload.at }
    case 'message.deleted':
      return { ...view, text: '', deleted_at: change.payload.at, reactions: [] }
    case 'reaction.changed':
      return { ...view, reactions: react(view.reactions, change.payload) }
  }
}

const isSame = (view: SentView, message: Message): boolean =>
  view.text === message.text &&
  view.edited_at === message.edited_at &&
  view.deleted_at === message.deleted_at &&
  JSON.stringify(view.reactions) === JSON.stringify(message.reactions)

/** The loaded stretch of the log's messages, without holes, up to the newest. Rows are immutable. */
export class MessageWindow {
  #rows: SentView[] = []
  readonly #byId = new Map<string, SentView>()
  #self: ParticipantId | null = null

  get rows(): readonly SentView[] {
    return this.#rows
  }

  byId(id: string): SentView | undefined {
    return this.#byId.get(id)
  }

  setSelf(self: ParticipantId): void {
    this.#self = self
    this.#fill(
      this.#rows.map((row) =>
        row.isOwn === (row.author === self) ? row : { ...row, isOwn: row.author === self },
      ),
    )
  }

  /** The newest message of the log. */
  append(message: Message, key: string | null): SentView {
    const row = this.#viewOf(message, key)
    this.#rows.push(row)
    this.#byId.set(row.id, row)
    return row
  }

  /** A page that ends where the window begins. What is in already stays as it is. */
  prepend(messages: readonly Message[]): void {
    const first = this.#rows[0]?.seq ?? Number.POSITIVE_INFINITY
    const older = messages.filter(({ seq }) => seq < first).map((message) => this.#viewOf(message, null))
    this.#fill([...older, ...this.#rows])
  }

  replace(messages: readonly Message[]): void {
    this.#fill(
      messages.map((message) => {
        const known = this.#byId.get(message.id)
        return known && isSame(known, message) ? known : this.#viewOf(message, known?.key ?? null)
      }),
    )
  }

  /** @returns whether the message is loaded */
  change(change: Change): boolean {
    const known = this.#byId.get(change.payload.id)
    if (!known) return false
    const row = after(known, change)
    this.#byId.set(row.id, row)
    this.#rows[this.#indexOf(row.seq)] = row
    return true
  }

  /** Forgets the oldest. @returns whether there were more than `keep` */
  trim(keep: number): boolean {
    const extra = this.#rows.length - keep
    if (extra <= 0) return false
    for (const row of this.#rows.splice(0, extra)) this.#byId.delete(row.id)
    return true
  }

  #viewOf(message: Message, key: string | null): SentView {
    return { ...message, status: 'sent', fault: null, key, isOwn: message.author === this.#self }
  }

  #fill(rows: readonly SentView[]): void {
    this.#rows = [...rows]
    this.#byId.clear()
    for (const row of rows) this.#byId.set(row.id, row)
  }

  #indexOf(seq: number): number {
    let low = 0
    let high = this.#rows.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#rows[middle]?.seq ?? 0) < seq) low = middle + 1
      else high = middle
    }
    return low
  }
}
