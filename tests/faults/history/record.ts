import { appendFileSync } from 'node:fs'

/** One line of a run's history. `member` names a client, `key` the idempotency key of a message. */
export type Line =
  | { readonly k: 'attempt'; readonly member: string; readonly key: string }
  | {
      readonly k: 'ack'
      readonly member: string
      readonly key: string
      readonly id: string
      readonly epoch: string
      readonly seq: number
    }
  /** The server said no, for good: the message must not appear. */
  | { readonly k: 'refused'; readonly member: string; readonly key: string; readonly code: string }
  /** A member's state was replaced by a snapshot at this position. */
  | { readonly k: 'reset'; readonly member: string; readonly epoch: string; readonly seq: number }
  /** A member applied the logged event of this number; `id` is set when it was a message. */
  | {
      readonly k: 'apply'
      readonly member: string
      readonly epoch: string
      readonly seq: number
      readonly id: string | null
    }
  | { readonly k: 'final'; readonly member: string; readonly log: FinalLog }
  | { readonly k: 'database'; readonly log: FinalLog }

/** What a member, or the database, holds at the end. */
export interface FinalLog {
  readonly epoch: string
  /** In the order in which they are shown. */
  readonly messages: readonly { readonly seq: number; readonly id: string; readonly key: string | null }[]
  /** Participants that are shown as present. */
  readonly active: readonly string[]
}

/** Collects the lines in memory and, when a path is given, as JSON lines on disk, so that a killed run can still be read. */
export class HistoryRecorder {
  readonly lines: Line[] = []
  readonly #path: string | undefined

  constructor(path?: string) {
    this.#path = path
  }

  add(line: Line): void {
    this.lines.push(line)
    if (this.#path) appendFileSync(this.#path, `${JSON.stringify(line)}\n`)
  }
}
