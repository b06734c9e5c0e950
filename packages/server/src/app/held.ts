/** Events that one newcomer may have waiting while it reads the log. Above it they are dropped and read from the log again. */
export const HELD_EVENTS = 2_000

/** What a room told while a newcomer was still reading the log: the packets of the audience, not copies. Bounded. */
export class Held {
  #packets: unknown[] = []
  #events = 0
  #overflowed = false

  push(packet: unknown, events: number): void {
    if (this.#overflowed) return
    this.#events += events
    if (this.#events > HELD_EVENTS) {
      this.#overflowed = true
      this.#packets = []
    } else this.#packets.push(packet)
  }

  /** Too much came: the log has to be read further. */
  get overflowed(): boolean {
    return this.#overflowed
  }

  /** Holds from the present on. */
  restart(): void {
    this.#packets = []
    this.#events = 0
    this.#overflowed = false
  }

  get packets(): readonly unknown[] {
    return this.#packets
  }
}
