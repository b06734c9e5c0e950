import type { FakeConnection } from './rtc.fixture.ts'

/** What lies between the connections of a test: who reaches whom, and what gets through. */
export class FakeNetwork {
  readonly connections: FakeConnection[] = []
  /** Amplitude that every receiver hears. */
  amplitude = 0
  /** No candidate pair works. */
  blocked = false
  /** Runs a step of the browser a little later. */
  readonly turn: (call: () => void) => void
  #names = 0

  constructor(turn: (call: () => void) => void = queueMicrotask) {
    this.turn = turn
  }
  newName(what: string): string {
    this.#names += 1
    return `${what}${this.#names}`
  }
  get open(): FakeConnection[] {
    return this.connections.filter((connection) => connection.connectionState !== 'closed')
  }
  /** The other end, once both ends have agreed on each other. */
  otherEnd(one: FakeConnection): FakeConnection | undefined {
    return this.open.find((other) => other !== one && one.agreesWith(other) && other.agreesWith(one))
  }
  /** Looks who can be connected now. */
  connect(): void {
    if (this.blocked) return
    for (const one of this.open) {
      const other = this.otherEnd(one)
      if (one.connectionState !== 'connected' && other) this.turn(() => one.become('connected'))
    }
  }
  /** The line between two breaks, for both. */
  cut(one: FakeConnection, state: 'disconnected' | 'failed' = 'disconnected'): void {
    this.otherEnd(one)?.become(state)
    one.become(state)
  }
}
