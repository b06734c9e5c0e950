import type { EventsFrame, LogEntry, Position } from '@roomful/protocol'

/** Entries that came before their time and are kept, at most. What is dropped is asked for again. */
const HELD_MAX = 20_000

/** Puts the log in order: what comes twice is ignored, what comes early waits. Pure data, no I/O. */
export class Sequence {
  #position: Position | null = null
  #paused = true
  #heldEpoch = ''
  readonly #held = new Map<number, LogEntry>()

  /** Last entry that was applied; null before the first snapshot. */
  get position(): Position | null {
    return this.#position
  }

  /** Entries wait for others that did not come. */
  get hasGap(): boolean {
    return !this.#paused && this.#held.size > 0
  }

  /** A snapshot is under way: everything waits for it. */
  pause(): void {
    this.#paused = true
  }

  /** The snapshot will not come (the line ended): what we have stays valid. */
  unpause(): void {
    if (this.#position) this.#paused = false
    this.#held.clear()
  }

  /** @returns entries to apply, next in order, without gaps */
  take(frame: EventsFrame): readonly LogEntry[] {
    const { epoch, entries } = frame
    if (epoch !== this.#heldEpoch) this.#held.clear()
    this.#heldEpoch = epoch
    for (const entry of entries) if (this.#held.size < HELD_MAX) this.#held.set(entry.seq, entry)
    return this.#drain()
  }

  /** A snapshot at `position` is in: entries up to it are part of it.
   *  @returns those behind it that came already */
  restart(position: Position): readonly LogEntry[] {
    this.#position = position
    this.#paused = false
    return this.#drain()
  }

  #drain(): readonly LogEntry[] {
    const position = this.#position
    // Another history without a reset before it is a gap: the answer to the resume will say what holds.
    if (this.#paused || !position || this.#heldEpoch !== position.epoch) return []
    const ready: LogEntry[] = []
    let { seq } = position
    for (const held of this.#held.keys()) if (held <= seq) this.#held.delete(held)
    for (let entry = this.#held.get(seq + 1); entry; entry = this.#held.get(seq + 1)) {
      ready.push(entry)
      seq += 1
      this.#held.delete(seq)
    }
    if (ready.length > 0) this.#position = { epoch: position.epoch, seq }
    return ready
  }
}
