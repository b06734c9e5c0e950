import type { CommandAnswer, Fault, Position } from '@roomful/protocol'
import type { MessageView } from '../types.ts'
import type { SentView } from './window.ts'

interface Row {
  readonly view: MessageView
  /** How far the log was read when it was written. */
  readonly after: Position | null
  /** The server may have it, and a snapshot may show it: it was sent and not answered when that came. */
  readonly inDoubt: boolean
  /** History that the ack speaks of; null without one. */
  readonly epoch: string | null
}

/** Whether `sent` may be what `row` became. Only rows without a key can be: with one they would be known for sure. */
const looksLike = (row: Row, sent: SentView, epoch: string | undefined): boolean =>
  sent.isOwn &&
  sent.key === null &&
  sent.text === row.view.text &&
  sent.reply_to === row.view.reply_to &&
  (row.after?.epoch !== epoch || sent.seq > (row.after?.seq ?? 0))

/** Own messages that the log has not shown yet, by key, in the order of writing. */
export class Outbox {
  readonly #rows = new Map<string, Row>()

  add(view: MessageView & { readonly key: string }, after: Position | null, inDoubt: boolean): void {
    this.#rows.set(view.key, { view, after, inDoubt, epoch: null })
  }

  get(key: string): MessageView | undefined {
    return this.#rows.get(key)?.view
  }

  /** The log has it, or nobody wants it any more. */
  remove(key: string): boolean {
    return this.#rows.delete(key)
  }

  removeById(id: string): void {
    for (const [key, { view }] of this.#rows) if (view.id === id) this.#rows.delete(key)
  }

  /** Acknowledged, hence durable; its event is still to come. */
  acked(key: string, { id, seq, at, epoch }: CommandAnswer<'message.send'>): void {
    this.#patch(key, { id, seq, at, status: 'sent' }, epoch)
  }

  failed(key: string, fault: Fault | null): void {
    this.#patch(key, { status: 'failed', fault })
  }

  pending(key: string): void {
    this.#patch(key, { status: 'pending', fault: null })
  }

  doubt(keys: Iterable<string>): void {
    for (const key of keys) {
      const row = this.#rows.get(key)
      if (row) this.#rows.set(key, { ...row, inDoubt: true })
    }
  }

  /** A snapshot at `position` is in: it holds, or lies behind, what was acknowledged up to there. */
  settle(position: Position): void {
    for (const [key, { view, epoch }] of this.#rows)
      if (view.status === 'sent' && (epoch !== position.epoch || (view.seq ?? 0) <= position.seq))
        this.#rows.delete(key)
  }

  /** Rows to show behind the window. One in doubt stays hidden while the window shows a message that is probably the
   *  same one, until its ack tells: so nobody reads it twice. */
  visible(window: readonly SentView[], epoch: string | undefined): MessageView[] {
    const taken = new Set<string>()
    const shown = [...this.#rows.values()].filter((row) => {
      const twin =
        row.inDoubt && row.view.status === 'pending'
          ? window.find((sent) => !taken.has(sent.id) && looksLike(row, sent, epoch))
          : undefined
      if (twin) taken.add(twin.id)
      return !twin
    })
    return shown
      .map(({ view }) => view)
      .sort((a, b) => (a.seq ?? Number.POSITIVE_INFINITY) - (b.seq ?? Number.POSITIVE_INFINITY) || 0)
  }

  #patch(key: string, change: Partial<MessageView>, epoch: string | null = null): void {
    const row = this.#rows.get(key)
    if (row) this.#rows.set(key, { ...row, epoch, view: { ...row.view, ...change } })
  }
}
