import { asRoomfulError } from '../errors.ts'
import type { CallDeps } from '../media-deps.ts'
import type { Signal } from './signal.ts'

const RETRY_MS = 500
/** Tries of one signal. After 15 s it would be worthless anyway, and the connection is made anew by then. */
const TRIES = 4

/** Sends signals in order, without waiting for acks in between. One that is refused for the moment goes again later; the
 *  other side keeps candidates that overtake their description. */
export function createOutbox({ send, clock }: Pick<CallDeps, 'send' | 'clock'>) {
  return function post(to: string, signal: Signal, tries = 1): void {
    send('signal.send', { to, ...signal }).catch((error: unknown) => {
      const { retry, retryAfterMs, code } = asRoomfulError(error)
      // Not offline: a leg that lost its line is worthless, and its signals too.
      if (retry !== 'later' || code === 'offline' || code === 'timeout' || tries >= TRIES) return
      clock.after(retryAfterMs ?? RETRY_MS, () => post(to, signal, tries + 1))
    })
  }
}
