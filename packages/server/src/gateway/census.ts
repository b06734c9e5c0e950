/** Sockets per address and per person. */
export const SOCKETS_PER_ADDRESS = 500
export const SOCKETS_PER_PERSON = 32

/** Counts what belongs to a name, up to a limit. */
export class Census {
  readonly #counts = new Map<string, number>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  /** False when the name has as many as it may. */
  enter(name: string): boolean {
    const count = this.#counts.get(name) ?? 0
    if (count >= this.#limit) return false
    this.#counts.set(name, count + 1)
    return true
  }

  leave(name: string): void {
    const count = this.#counts.get(name) ?? 0
    if (count > 1) this.#counts.set(name, count - 1)
    else this.#counts.delete(name)
  }
}
