import { callAll, subscribeTo } from './readable.ts'
import type { Unsubscribe } from './types.ts'

/** Listeners by the name of the event; `Payloads` says what each event brings. */
export class Emitter<Payloads> {
  readonly #listeners: { [N in keyof Payloads]?: Set<(payload: Payloads[N]) => void> } = {}

  on<N extends keyof Payloads>(event: N, listener: (payload: Payloads[N]) => void): Unsubscribe {
    const known = this.#listeners[event]
    const listeners = known ?? new Set<(payload: Payloads[N]) => void>()
    if (!known) this.#listeners[event] = listeners
    return subscribeTo(listeners, listener)
  }

  emit<N extends keyof Payloads>(event: N, payload: Payloads[N]): void {
    const listeners = this.#listeners[event]
    if (listeners) callAll(listeners, payload)
  }
}
