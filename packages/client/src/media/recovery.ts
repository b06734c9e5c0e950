import type { ClientClock, RemotePeer } from '../types.ts'

/** ICE often mends itself within this time (a lost packet or two); longer it is restarted. Milliseconds. */
export const DISCONNECTED_PATIENCE_MS = 2_000
/** From an offer to the connection; a relayed one over a slow line takes up to 5 s. Milliseconds. */
export const CONNECT_WAIT_MS = 10_000
/** Waits between further attempts double from here, milliseconds. */
const RETRY_BASE_MS = 4_000
const RETRY_CAP_MS = 30_000
/** Restarts before the whole connection is made anew, which also mends what an ICE restart cannot (lost descriptions,
 *  a failed DTLS handshake). */
const RESTARTS = 2
/** Attempts before we say that it failed. It goes on trying. */
const FAILED_AFTER = 4

export interface RecoveryOptions {
  readonly clock: ClientClock
  readonly random: () => number
  /** Factor on all waits but the first patience: who does not offer leaves the first try to who does. */
  readonly calm: number
  /** New candidates on the same connection. */
  readonly restart: () => void
  /** A new connection with the same leg. */
  readonly rebuild: () => void
  readonly changed: () => void
}

export interface Recovery {
  readonly state: RemotePeer['state']
  /** Takes what the connection says of itself. */
  handle(state: RTCPeerConnectionState): void
  stop(): void
}

/** Keeps one connection alive: waits, restarts ICE, then makes it anew, with waits that grow. Rules CM7, CM8. */
export function createRecovery(options: RecoveryOptions): Recovery {
  const { clock, random, calm, restart, rebuild, changed } = options
  let state: RemotePeer['state'] = 'connecting'
  let wasConnected = false
  let attempts = 0
  let cancel: () => void = () => {}
  let stopped = false

  const enter = (next: RemotePeer['state']) => {
    if (state === next) return
    state = next
    changed()
  }
  const plan = (ms: number) => {
    cancel()
    if (!stopped) cancel = clock.after(ms, attempt)
  }
  const attempt = () => {
    attempts += 1
    if (attempts >= FAILED_AFTER) enter('failed')
    const waitMs = calm * Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** (attempts - 1))
    // Half of it by chance, so that both sides do not go on colliding.
    plan(waitMs / 2 + (random() * waitMs) / 2)
    if (wasConnected && attempts <= RESTARTS) restart()
    else rebuild()
  }

  plan(calm * CONNECT_WAIT_MS)
  return {
    get state() {
      return state
    },
    handle(connection) {
      if (stopped) return
      if (connection === 'connected') {
        cancel()
        attempts = 0
        wasConnected = true
        enter('connected')
        return
      }
      // In the middle of an attempt the connection falls through all states; the plan stands.
      const trying = attempts > 0
      if (connection !== 'disconnected' && connection !== 'failed') return
      if (state === 'connected') enter('reconnecting')
      if (trying) return
      if (connection === 'failed') plan(0)
      else plan(DISCONNECTED_PATIENCE_MS)
    },
    stop() {
      stopped = true
      cancel()
    },
  }
}
