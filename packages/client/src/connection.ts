import type { ServerFrame, WelcomeFrame } from '@roomful/protocol'
import { createBackoff } from './backoff.ts'
import { BRISK_MS } from './beat.ts'
import { asRoomfulError, RoomfulError } from './errors.ts'
import { type Line, openLine } from './line.ts'
import { type Batch, createCell } from './readable.ts'
import { Requests, type Settle } from './requests.ts'
import { TokenSource } from './token.ts'
import type { ClientClock, ClientOptions, ConnectionState, Readable, SocketConstructor } from './types.ts'

/** Ceiling of the first wait and of all later ones, milliseconds. */
const RETRY_BASE_MS = 200
const RETRY_CAP_MS = 10_000
/** How long getting a token may take, milliseconds. */
const TOKEN_WAIT_MS = 15_000
/** Times the usual wait for the answer to a beat, at most. */
const PATIENCE_MAX = 8
/** A connection that lasted so long was a good one: the next loss begins with short waits again, milliseconds. */
const STABLE_MS = 10_000

export interface ConnectionOptions {
  readonly url: string
  readonly token: ClientOptions['token']
  readonly WebSocket: SocketConstructor
  readonly clock: ClientClock
  readonly random: () => number
  readonly batch: Batch
  onUp(welcome: WelcomeFrame): void
  onDown(): void
  /** For good, or until `reconnect` is called. */
  onClosed(error: RoomfulError): void
  onFrame(frame: ServerFrame): void
}

export interface Request {
  readonly t: 'cmd' | 'query'
  readonly room: string
  readonly type: string
  readonly body: unknown
  readonly key?: string
  /** Without an answer in so many milliseconds it fails `timeout`. */
  readonly waitMs: number
}

/** Whether a round trip differs so much that somebody should hear of it: beats come every second. */
const isNews = (before: number | null, after: number): boolean =>
  before === null || Math.abs(after - before) >= Math.max(5, before / 5)

/** Keeps one socket to the server alive. */
export interface Connection {
  readonly state: Readable<ConnectionState>
  /** Opens the first line; later calls do nothing. */
  start(): void
  /** Tries now: opens, or when open looks whether the line still lives. */
  reconnect(): void
  /** The network or the page came back: no reason to wait on, nor to open what was never opened or was closed. */
  wake(): void
  /** Fails `offline` at once when there is no connection, and when it ends before the answer. @returns cancel */
  request(request: Request, settle: Settle): () => void
  /** Sends and forgets, if there is a connection. */
  cast(room: string, type: string, body: unknown): void
  /** The token was refused to a request: gets another one on a new line. */
  renew(error: RoomfulError): void
  setInCall(inCall: boolean): void
  close(): void
}

export function createConnection(options: ConnectionOptions): Connection {
  const { clock, batch } = options
  const backoff = createBackoff({ baseMs: RETRY_BASE_MS, capMs: RETRY_CAP_MS, random: options.random })
  const requests = new Requests(clock)
  const tokens = new TokenSource(options.token)
  const state = createCell<ConnectionState>(batch, {
    status: 'connecting',
    fault: null,
    retryAt: null,
    rttMs: null,
  })
  let line: Line | null = null
  let up = false
  let inCall = false
  /** Doubles with each line that ended in silence: a slow one may still be carrying what it was asked for. Back to 1 once a
   *  beat was answered briskly. */
  let patience = 1
  let closedByUs = false
  /** Names the attempt under way; what belongs to an older one is void. */
  let attempt = 0
  let started = false
  /** When the server asked us to come again, Unix ms. */
  let movedAt: number | null = null
  let stopTimer = () => {}
  let stopStable = () => {}

  const patch = (change: Partial<ConnectionState>) => state.set({ ...state.get(), ...change })

  async function open(): Promise<void> {
    stopTimer()
    attempt += 1
    const mine = attempt
    patch({ retryAt: null })
    stopTimer = clock.after(TOKEN_WAIT_MS, () => {
      attempt += 1
      batch.run(() => ended(new RoomfulError('timeout')))
    })
    let token: string
    try {
      token = await tokens.get()
    } catch (error) {
      if (mine === attempt) batch.run(() => ended(asRoomfulError(error)))
      return
    }
    if (mine !== attempt) return
    stopTimer()
    try {
      line = openLine({
        ...options,
        token,
        inCall,
        patience,
        onWelcome: (frame) => batch.run(() => welcomed(frame)),
        onFrame: (frame) => batch.run(() => handle(frame)),
        onRoundTrip(rttMs) {
          if (rttMs < BRISK_MS) patience = 1
          if (isNews(state.get().rttMs, rttMs)) patch({ rttMs })
        },
        onEnd: (error) => batch.run(() => ended(error)),
      })
    } catch {
      // Not a URL of a WebSocket: no wait will mend it.
      batch.run(() => closeFor(new RoomfulError('closed', `cannot open ${options.url}`)))
    }
  }

  function welcomed(frame: WelcomeFrame): void {
    up = true
    movedAt = null
    tokens.forgive()
    stopStable = clock.after(STABLE_MS, backoff.reset)
    patch({ status: 'connected', fault: null, retryAt: null })
    options.onUp(frame)
  }

  function handle(frame: ServerFrame): void {
    if (frame.t === 'ack') requests.answer(frame)
    else if (frame.t === 'moved') {
      movedAt = clock.now() + frame.after_ms
      stopTimer()
      stopTimer = clock.after(frame.after_ms, () => drop(null))
    } else options.onFrame(frame)
  }

  /** Ends the line from our side and goes on as if it had ended by itself. */
  const drop = (error: RoomfulError | null) => {
    line?.close()
    batch.run(() => ended(error))
  }

  function ended(error: RoomfulError | null): void {
    line = null
    stopStable()
    stopTimer()
    if (up) {
      up = false
      if (error?.code === 'timeout') patience = Math.min(PATIENCE_MAX, patience * 2)
      requests.failAll(new RoomfulError('offline'))
      options.onDown()
    }
    if (error && (error.retry === 'never' || (error.retry === 'renew' && !tokens.refused()))) {
      closeFor(error)
      return
    }
    const waitMs =
      movedAt === null
        ? Math.max(backoff.next(), error?.retryAfterMs ?? 0)
        : Math.max(0, movedAt - clock.now())
    movedAt = null
    patch({
      status: 'reconnecting',
      fault: error?.fault ?? null,
      retryAt: clock.now() + waitMs,
      rttMs: null,
    })
    stopTimer = clock.after(waitMs, () => void open())
  }

  function closeFor(error: RoomfulError): void {
    stopTimer()
    stopStable()
    attempt += 1
    line?.close()
    line = null
    if (up) {
      up = false
      options.onDown()
    }
    requests.failAll(error)
    patch({ status: 'closed', fault: error.fault, retryAt: null, rttMs: null })
    options.onClosed(error)
  }

  const start = () => {
    if (started || closedByUs) return
    started = true
    void open()
  }

  /** An attempt that is asking for its token has no line and no wait: it goes on by itself. */
  const wake = () => {
    if (line) line.probe()
    else if (state.get().retryAt !== null) void open()
  }

  return {
    state,
    start,
    reconnect() {
      if (closedByUs) return
      if (!started) start()
      else if (state.get().status === 'closed') {
        tokens.forgive()
        patch({ status: 'reconnecting' })
        void open()
      } else wake()
    },
    wake,
    request({ waitMs, ...frame }, settle) {
      if (!line || !up) {
        settle({ ok: false, error: new RoomfulError(closedByUs ? 'closed' : 'offline') })
        return () => {}
      }
      const id = requests.newId()
      requests.open(id, waitMs, (outcome) => batch.run(() => settle(outcome)))
      line.send({ ...frame, id })
      return () => requests.cancel(id)
    },
    cast(room, type, body) {
      if (up) line?.send({ t: 'cmd', id: requests.newId(), room, type, body })
    },
    renew: drop,
    setInCall(next) {
      inCall = next
      line?.setInCall(next)
    },
    close() {
      closedByUs = true
      batch.run(() => closeFor(new RoomfulError('closed')))
    },
  }
}
