import type { ClientFrame, ServerFrame, WelcomeFrame } from '@roomful/protocol'
import { SUBPROTOCOL } from '@roomful/protocol/limits'
import { type Beat, createBeat } from './beat.ts'
import { errorOf, RoomfulError } from './errors.ts'
import type { ClientClock, SocketConstructor } from './types.ts'

/** From the start of an attempt to its welcome, milliseconds. */
const WELCOME_WAIT_MS = 10_000
/** `CLOSE.token` of the protocol: the token was refused, should the frame that says so have been lost. */
const CLOSE_TOKEN = 4_001

export interface LineOptions {
  readonly url: string
  readonly token: string
  readonly WebSocket: SocketConstructor
  readonly clock: ClientClock
  readonly inCall: boolean
  /** Times the usual wait for the answer to a beat. */
  readonly patience: number
  onWelcome(frame: WelcomeFrame): void
  onFrame(frame: ServerFrame): void
  onRoundTrip(ms: number): void
  /** Exactly once, unless we closed it. `error` is the refusal, if one was named. */
  onEnd(error: RoomfulError | null): void
}

/** One WebSocket, from its opening to its end. */
export interface Line {
  send(frame: ClientFrame): void
  setInCall(inCall: boolean): void
  probe(): void
  close(): void
}

/** `http(s)://host` → `ws(s)://host/v1` */
export const socketUrl = (origin: string): string => `${origin.replace(/^http/, 'ws').replace(/\/+$/, '')}/v1`

const read = (data: unknown): ServerFrame | null => {
  if (typeof data !== 'string') return null
  try {
    const frame: unknown = JSON.parse(data)
    return typeof frame === 'object' && frame !== null && 't' in frame ? (frame as ServerFrame) : null
  } catch {
    return null
  }
}

export function openLine(options: LineOptions): Line {
  const { clock } = options
  const socket = new options.WebSocket(socketUrl(options.url), [SUBPROTOCOL])
  let beat: Beat | null = null
  let inCall = options.inCall
  let over = false

  const finish = () => {
    over = true
    stopWelcome()
    beat?.stop()
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null
    // Browsers throw nothing here, some React Native versions do while the socket is still opening.
    try {
      socket.close(1000)
    } catch {}
  }
  const end = (error: RoomfulError | null) => {
    if (over) return
    finish()
    options.onEnd(error)
  }
  const send = (frame: ClientFrame) => {
    if (!over && socket.readyState === 1) socket.send(JSON.stringify(frame))
  }
  const stopWelcome = clock.after(WELCOME_WAIT_MS, () => end(new RoomfulError('timeout')))

  const handle = (frame: ServerFrame) => {
    if (frame.t === 'beat') beat?.answered()
    else if (frame.t === 'error' && frame.fatal) end(errorOf(frame.error))
    else if (frame.t === 'welcome') {
      stopWelcome()
      beat = createBeat({
        clock,
        beatMs: frame.beat_ms,
        beatInCallMs: frame.beat_in_call_ms,
        inCall,
        patience: options.patience,
        send: () => send({ t: 'beat' }),
        onRoundTrip: options.onRoundTrip,
        onSilence: () => end(new RoomfulError('timeout')),
      })
      options.onWelcome(frame)
    } else options.onFrame(frame)
  }

  socket.onopen = () => send({ t: 'hello', token: options.token })
  socket.onmessage = ({ data }) => {
    beat?.heard()
    const frame = read(data)
    if (frame && !over) handle(frame)
  }
  socket.onclose = ({ code }) => end(code === CLOSE_TOKEN ? new RoomfulError('token_invalid') : null)
  // The close event follows and says as much.
  socket.onerror = () => {}

  return {
    send,
    setInCall(next) {
      inCall = next
      beat?.setInCall(next)
    },
    probe: () => beat?.probe(),
    close() {
      if (!over) finish()
    },
  }
}
