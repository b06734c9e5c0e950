import type { Command } from '@roomful/room'
import type { Newcomer } from './arrival.ts'
import type { CommandKey } from './key.ts'
import type { Outcome } from './types.ts'

/** A command that waits in a room's mailbox, and whoever waits for its outcome. Settles once; later outcomes are ignored. */
export class Wish {
  readonly command: Command
  readonly key: CommandKey | undefined
  /** Set for `room.join`: who gets a snapshot or a resume once the join is committed. */
  readonly newcomer: Newcomer | undefined
  readonly #settle: (outcome: Outcome) => void
  #settled = false

  constructor(of: {
    command: Command
    settle: (outcome: Outcome) => void
    key?: CommandKey | undefined
    newcomer?: Newcomer | undefined
  }) {
    this.command = of.command
    this.key = of.key
    this.newcomer = of.newcomer
    this.#settle = of.settle
  }

  get settled(): boolean {
    return this.#settled
  }

  settle(outcome: Outcome): void {
    if (this.#settled) return
    this.#settled = true
    this.#settle(outcome)
  }
}
