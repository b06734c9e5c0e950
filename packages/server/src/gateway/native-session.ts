import {
  type ClientFrame,
  type Fault,
  fault,
  GRACE_MS,
  HELLO_WAIT_MS,
  LIMITS,
  type Principal,
} from '@roomful/protocol'
import type { Outcome, Session } from '../app/types.ts'
import { ackFrame, BEAT_FRAME, errorFrame, refusalFrame, welcomeFrame } from '../dialects/native.ts'
import type { GatewayServices } from './gateway-services.ts'
import { readFrame } from './inbound.ts'
import type { NativeLink } from './native-link.ts'
import { rateOf } from './rates.ts'

type RequestFrame = Extract<ClientFrame, { t: 'cmd' | 'query' }>

/** After how long a socket whose queue was full may ask again, milliseconds. */
const BUSY_RETRY_MS = 250
/** What follows them on the same socket waits, since it may presuppose them; everything else is pipelined. */
const BLOCKING: ReadonlySet<string> = new Set(['room.join', 'room.leave'])

/** How often sockets are looked after, milliseconds. */
export const CHECK_MS = 1_000
/** What a socket may bring between two checks, far above what the rates let through: what is refused costs time as well, and
 *  everybody else waits meanwhile. Frames of all kinds, pings and pongs included; bytes of their payloads. */
const FRAMES_PER_CHECK = 500
const BYTES_PER_CHECK = 4 * LIMITS.FRAME_BYTES

/** One native socket from its first frame to its last: greeting, order of its requests, and whether it still lives. */
export class NativeSession {
  readonly link: NativeLink
  readonly #services: GatewayServices
  readonly #address: string
  readonly #ping: () => void
  #session: Session | undefined
  #state: 'new' | 'verifying' | 'open' | 'ended' = 'new'
  #blocked = false
  /** Frames behind a blocking one. */
  #queue: RequestFrame[] = []
  /** Requests on their way, the queued ones included. */
  #waiting = 0
  /** Monotonic ms. */
  readonly #openedAt: number
  #heardAt: number
  #pingedAt: number | undefined
  /** Since the last check. */
  #frames = 0
  #bytes = 0
  /** Unix ms. */
  #expiresAt = Number.POSITIVE_INFINITY

  constructor(
    services: GatewayServices,
    address: string,
    makeLink: (onClose: () => void) => NativeLink,
    ping: () => void,
  ) {
    this.#services = services
    this.#address = address
    this.#openedAt = services.clock.monotonic()
    this.#heardAt = this.#openedAt
    this.#ping = ping
    this.link = makeLink(() => this.end())
  }

  /** A WebSocket message came. Never throws. */
  receive(data: Buffer, isBinary: boolean): void {
    if (this.#state === 'ended') return
    this.#services.counts.frames += 1
    this.heard(data.length)
    if (this.#ended) return
    try {
      const inbound = readFrame(data, isBinary)
      if (inbound.ok) this.#take(inbound.frame)
      else this.#misread(inbound.fault, inbound.id)
    } catch (error) {
      this.#services.log.error({ err: error }, 'a frame could not be handled')
      this.link.send(errorFrame(fault('internal'), false))
    }
  }

  /** A frame of any kind came: a sign of life, unless there are too many of them. */
  heard(bytes: number): void {
    this.#heardAt = this.#services.clock.monotonic()
    this.#pingedAt = undefined
    this.#frames += 1
    this.#bytes += bytes
    if (!this.#services.rates || this.#ended) return
    if (this.#frames <= FRAMES_PER_CHECK && this.#bytes <= BYTES_PER_CHECK) return
    this.link.close(fault('rate_limited', 'too many frames at once', CHECK_MS))
    this.link.deafen()
  }

  /** Looks whether something is overdue. Called about once a second, for all sockets by one timer. */
  check(now: number, wall: number): void {
    const { pingIntervalMs, pingTimeoutMs } = this.#services
    this.#frames = 0
    this.#bytes = 0
    if (this.#state === 'ended') return
    if ((this.#state === 'new' || this.#state === 'verifying') && now - this.#openedAt >= HELLO_WAIT_MS)
      this.link.close(fault('hello_timeout'))
    else if (wall >= this.#expiresAt) this.link.close(fault('token_expired'))
    else if (this.#pingedAt !== undefined) {
      if (now - this.#pingedAt >= pingTimeoutMs) this.link.abort()
      // At the last check before it would be late, so that a loss shows in the time that is promised.
    } else if (now - this.#heardAt > pingIntervalMs - CHECK_MS) {
      this.#pingedAt = now
      this.#ping()
    }
  }

  /** The socket is closed or closing. */
  end(): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    this.#queue = []
    this.link.closed()
    if (this.#session) {
      this.#services.persons?.leave(this.#session.principal.id)
      this.#services.app.disconnect(this.#session)
    }
  }

  #take(frame: ClientFrame): void {
    if (frame.t === 'beat') {
      if (this.#state === 'open') this.link.send(BEAT_FRAME)
      else this.#expectHello()
    } else if (frame.t === 'hello') {
      if (this.#state === 'new') void this.#greet(frame.token)
      else this.#misread(fault('bad_frame', 'hello was said already'), undefined)
    } else if (this.#state === 'new') this.#expectHello()
    else if (this.#waiting >= LIMITS.SOCKET_QUEUE)
      this.#refuse(frame.id, fault('busy', undefined, BUSY_RETRY_MS))
    else {
      this.#waiting += 1
      if (this.#blocked || this.#state === 'verifying') this.#queue.push(frame)
      else this.#handle(frame)
    }
  }

  #expectHello(): void {
    if (this.#state === 'new') this.link.close(fault('hello_expected'))
  }

  async #greet(token: string): Promise<void> {
    this.#state = 'verifying'
    const { identity, log } = this.#services
    try {
      const verified = await identity.verify(token)
      if (this.#ended) return
      if ('fault' in verified) this.link.close(verified.fault)
      else this.#welcome(verified.principal, verified.expires_at)
    } catch (error) {
      log.error({ err: error }, 'a token could not be verified')
      this.link.close(fault('internal'))
    }
  }

  #welcome(principal: Principal, expiresAt: number): void {
    const { app, persons, clock } = this.#services
    if (persons && !persons.enter(principal.id)) {
      this.link.close(fault('rate_limited', 'too many connections of this person'))
      return
    }
    const session = app.connect(principal, this.link, GRACE_MS)
    this.#session = session
    this.#state = 'open'
    this.#expiresAt = expiresAt
    this.link.send(welcomeFrame(session.connection, principal, clock.now()))
    this.#pump()
  }

  #pump(): void {
    while (!this.#blocked) {
      const next = this.#queue.shift()
      if (!next) return
      this.#handle(next)
    }
  }

  #handle(frame: RequestFrame): void {
    const session = this.#session
    if (!session) return
    const limited = this.#services.rates?.take(rateOf(frame.type), session.principal.id)
    if (limited) {
      this.#waiting -= 1
      this.#refuse(frame.id, limited)
      return
    }
    const blocks = frame.t === 'cmd' && BLOCKING.has(frame.type)
    if (blocks) this.#blocked = true
    const settle = (outcome: Outcome): void => {
      this.#waiting -= 1
      if (outcome.ok) this.link.send(ackFrame(frame.id, outcome.result))
      else this.#refuse(frame.id, outcome.fault)
      if (!blocks) return
      this.#blocked = false
      this.#pump()
    }
    if (frame.t === 'cmd') this.#services.app.execute(session, frame, settle)
    else this.#services.app.query(session, frame, settle)
  }

  #misread(why: Fault, id: number | undefined): void {
    if (id === undefined) {
      this.#services.counts.faults += 1
      this.link.send(errorFrame(why, false))
    } else this.#refuse(id, why)
    const limited = this.#services.rates?.take('bad', this.#session?.principal.id ?? this.#address)
    if (limited) this.link.close(limited)
  }

  #refuse(id: number, why: Fault): void {
    this.#services.counts.faults += 1
    this.link.send(refusalFrame(id, why))
  }

  get #ended(): boolean {
    return this.#state === 'ended'
  }
}
