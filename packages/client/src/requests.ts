import type { AckFrame } from '@roomful/protocol'
import { errorOf, RoomfulError } from './errors.ts'
import type { ClientClock } from './types.ts'

export type Outcome =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: RoomfulError }
/** Called exactly once, in the order of the frames: a promise would answer later than the frame behind the ack. */
export type Settle = (outcome: Outcome) => void

interface Open {
  readonly settle: Settle
  readonly stopTimer: () => void
}

/** What has been asked and not been answered yet. */
export class Requests {
  readonly #clock: ClientClock
  readonly #open = new Map<number, Open>()
  // Runs on over reconnects, so that an answer of an old connection can never be taken for a new one.
  #lastId = 0

  constructor(clock: ClientClock) {
    this.#clock = clock
  }

  newId(): number {
    this.#lastId += 1
    return this.#lastId
  }

  /** Without an answer in `waitMs` the request fails `timeout`. */
  open(id: number, waitMs: number, settle: Settle): void {
    const stopTimer = this.#clock.after(waitMs, () =>
      this.#settle(id, { ok: false, error: new RoomfulError('timeout') }),
    )
    this.#open.set(id, { settle, stopTimer })
  }

  /** Answers that come too late, and those of `cast`, have no request any more. */
  answer(ack: AckFrame): void {
    this.#settle(ack.id, ack.ok ? { ok: true, result: ack.result } : { ok: false, error: errorOf(ack.error) })
  }

  cancel(id: number): void {
    this.#open.get(id)?.stopTimer()
    this.#open.delete(id)
  }

  failAll(error: RoomfulError): void {
    for (const id of [...this.#open.keys()]) this.#settle(id, { ok: false, error })
  }

  #settle(id: number, outcome: Outcome): void {
    const request = this.#open.get(id)
    if (!request) return
    this.cancel(id)
    request.settle(outcome)
  }
}
