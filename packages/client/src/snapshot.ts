import type { Participant, Position, SnapshotFrame } from '@roomful/protocol'

/** A snapshot with all of its parts. */
export interface WholeSnapshot extends NonNullable<SnapshotFrame['head']> {
  readonly position: Position
  readonly participants: readonly Participant[]
}

/** Puts the parts of a snapshot together. */
export class Assembly {
  #parts: SnapshotFrame[] = []

  clear(): void {
    this.#parts = []
  }

  /** @returns the whole when this was the last part, `broken` when a part is missing or of another snapshot */
  add(frame: SnapshotFrame): WholeSnapshot | 'open' | 'broken' {
    if (frame.part === 0) this.#parts = []
    const first = this.#parts[0] ?? frame
    const { epoch, seq } = first.position
    if (
      frame.part !== this.#parts.length ||
      frame.position.epoch !== epoch ||
      frame.position.seq !== seq ||
      !first.head
    ) {
      this.clear()
      return 'broken'
    }
    this.#parts.push(frame)
    if (!frame.last) return 'open'
    const participants = this.#parts.flatMap((part) => part.participants)
    this.clear()
    return { ...first.head, position: first.position, participants }
  }
}
