import type { CommandAnswer, Fault, Leg, MediaState } from '@roomful/protocol'
import { createBackoff } from '../backoff.ts'
import { asRoomfulError, RoomfulError } from '../errors.ts'
import type { CallDeps } from '../media-deps.ts'
import type { CallState } from '../types.ts'

/** Part of their life after which the credentials of the TURN server are renewed. */
const RENEW_AT = 0.75
/** Between two tries to renew them, and the least time before the first. Milliseconds. */
const RENEW_RETRY_MS = 30_000
const RETRY_BASE_MS = 500
const RETRY_CAP_MS = 8_000
/** Whoever comes back to a full call may have to wait for the end of his own old leg; then it is really full. */
const FULL_TRIES = 4

export interface MembershipOptions {
  readonly deps: Pick<CallDeps, 'send' | 'link' | 'clock' | 'random' | 'setInCall'>
  readonly media: () => MediaState
  /** We have a leg, for the first time or again. */
  readonly entered: (answer: CommandAnswer<'call.join'>) => void
  readonly renewed: (answer: CommandAnswer<'call.join'>) => void
  /** Our leg is gone; we come back by ourselves. */
  readonly lost: () => void
  /** The call is over for us: left, or refused for good. */
  readonly ended: (why: 'left' | 'refused') => void
  readonly changed: () => void
}

/** Our own leg: joining, coming back after a loss, leaving. Rules CM10–CM12. */
export interface Membership {
  readonly status: CallState['status']
  readonly fault: Fault | null
  /** Own connection id while we have a leg. */
  readonly own: string | null
  /** Resolves once in the call; while the line is away it waits for it.
   *  @throws RoomfulError */
  join(): Promise<void>
  leave(): Promise<void>
  /** The room's line went away. */
  handleLost(): void
  /** The room is live again, with these legs. @returns whether our leg is still among them */
  handleLegs(legs: readonly Leg[]): boolean
  /** The server says that our leg is gone. */
  handleOwnLeft(cause: 'left' | 'lost'): void
  /** The room itself was left. */
  handleRoomLeft(): void
}

export function createMembership(options: MembershipOptions): Membership {
  const { deps, changed } = options
  const backoff = createBackoff({ baseMs: RETRY_BASE_MS, capMs: RETRY_CAP_MS, random: deps.random })
  let status: CallState['status'] = 'idle'
  let fault: Fault | null = null
  let own: string | null = null
  /** A join that nobody answered yet; leaving or losing the line makes its answer void. */
  let attempt: object | null = null
  let joining: { promise: Promise<void>; resolve: () => void; reject: (error: RoomfulError) => void } | null =
    null
  let fullTries = 0
  let cancel: () => void = () => {}

  const wanted = () => status === 'joining' || status === 'joined' || status === 'reconnecting'
  const enter = (next: CallState['status'], why: Fault | null = null) => {
    status = next
    fault = why
    changed()
  }

  /** Drops all that is under way. */
  const settle = () => {
    cancel()
    attempt = null
    own = null
  }
  const end = (next: 'idle' | 'failed', error: RoomfulError) => {
    settle()
    deps.setInCall(false)
    const waiting = joining
    joining = null
    enter(next, next === 'failed' ? error.fault : null)
    options.ended(next === 'idle' ? 'left' : 'refused')
    waiting?.reject(error)
  }
  const leftEarly = () => new RoomfulError('not_in_call', 'left before the call was joined')

  const renewAfter = (ms: number) => {
    cancel()
    cancel = deps.clock.after(ms, renew)
  }
  const renewIn = (ttlS: number) => Math.max(RENEW_RETRY_MS, ttlS * 1_000 * RENEW_AT)
  const renew = async () => {
    const mine = attempt
    try {
      const answer = await ask()
      if (attempt !== mine) return
      options.renewed(answer)
      renewAfter(renewIn(answer.ice_ttl_s))
    } catch {
      if (attempt === mine) renewAfter(RENEW_RETRY_MS)
    }
  }

  const ask = () => deps.send('call.join', { media: options.media(), negotiation: 'perfect' })
  const tryJoin = async () => {
    const mine = {}
    attempt = mine
    cancel()
    try {
      const answer = await ask()
      if (attempt !== mine) return
      own = answer.leg.connection
      backoff.reset()
      fullTries = 0
      enter('joined')
      options.entered(answer)
      renewAfter(renewIn(answer.ice_ttl_s))
      joining?.resolve()
      joining = null
    } catch (error) {
      if (attempt === mine) refused(asRoomfulError(error))
    }
  }

  const refused = (error: RoomfulError) => {
    attempt = null
    // The line broke meanwhile: handleLegs goes on when it is back.
    if (deps.link.get().status !== 'joined') return
    if (error.code === 'call_full') fullTries += 1
    const again =
      error.code === 'call_full'
        ? status === 'reconnecting' && fullTries < FULL_TRIES
        : error.retry === 'later' || error.code === 'not_joined'
    if (!again) return end('failed', error)
    cancel = deps.clock.after(error.retryAfterMs ?? RETRY_BASE_MS + backoff.next(), () => void tryJoin())
  }

  return {
    get status() {
      return status
    },
    get fault() {
      return fault
    },
    get own() {
      return own
    },
    join() {
      if (joining) return joining.promise
      if (wanted()) return Promise.resolve()
      const { status: link } = deps.link.get()
      if (link === 'left') return Promise.reject(new RoomfulError('not_joined'))
      let settled = { resolve() {}, reject(_error: RoomfulError) {} }
      const promise = new Promise<void>((resolve, reject) => {
        settled = { resolve, reject }
      })
      joining = { promise, ...settled }
      fullTries = 0
      deps.setInCall(true)
      enter('joining')
      if (link === 'joined') void tryJoin()
      return promise
    },
    async leave() {
      if (!wanted()) {
        if (status !== 'idle') enter('idle')
        return
      }
      const { status: link } = deps.link.get()
      end('idle', leftEarly())
      // Without a line there is no leg; a refusal means the same.
      if (link === 'joined') await deps.send('call.leave', {}).catch(() => {})
    },
    handleLost() {
      if (!wanted()) return
      settle()
      if (status === 'joined') {
        enter('reconnecting')
        options.lost()
      }
    },
    handleLegs(legs) {
      if (!wanted()) return false
      if (own !== null && legs.some((leg) => leg.connection === own)) return true
      if (status === 'joined') {
        settle()
        enter('reconnecting')
        options.lost()
      }
      if (!attempt) void tryJoin()
      return false
    },
    handleOwnLeft(cause) {
      if (own === null) return
      if (cause === 'left') {
        end('idle', leftEarly())
        return
      }
      settle()
      enter('reconnecting')
      options.lost()
      void tryJoin()
    },
    handleRoomLeft() {
      if (!wanted()) return
      end('idle', new RoomfulError('not_joined', 'the room was left'))
    },
  }
}
