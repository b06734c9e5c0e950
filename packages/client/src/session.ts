import type {
  CommandAnswer,
  EventsFrame,
  Fault,
  LogEntry,
  ResetFrame,
  SnapshotFrame,
} from '@roomful/protocol'
import { type Backoff, createBackoff } from './backoff.ts'
import { RoomfulError } from './errors.ts'
import type { Self } from './feature.ts'
import type { Outcome, Settle } from './requests.ts'
import { Sequence } from './sequence.ts'
import { Assembly, type WholeSnapshot } from './snapshot.ts'
import type { ClientClock, Discontinuity, RoomStatus } from './types.ts'

/** For the ack of a join, in front of which a slow line may carry ten thousand missed events; and for what may follow
 *  behind it, milliseconds. */
const JOIN_WAIT_MS = 20_000
const CATCH_UP_WAIT_MS = 10_000
const LEAVE_WAIT_MS = 3_000
/** What is missing may be on its way, behind what came early; then the log is asked for, milliseconds. */
const GAP_WAIT_MS = 300
const RETRY_BASE_MS = 500
const RETRY_CAP_MS = 10_000

export interface SessionOptions {
  readonly clock: ClientClock
  readonly random: () => number
  request(type: 'room.join' | 'room.leave', body: unknown, waitMs: number, settle: Settle): () => void
  isUp(): boolean
  /** Opens the connection if it never was; gives the error when it is closed for good. */
  start(): RoomfulError | null
  onRenew(error: RoomfulError): void
  onStatus(status: RoomStatus, fault: Fault | null): void
  onSelf(self: Self): void
  /** Entries to apply, in order. */
  onReady(entries: readonly LogEntry[]): void
  onSnapshot(whole: WholeSnapshot, reset: Discontinuity['reason'] | null): void
  onJoined(): void
}

interface Waiter {
  resolve(): void
  reject(error: unknown): void
}

/** Being in one room: joins, comes back after each loss, and asks again for what is missing. */
export class Session {
  readonly sequence = new Sequence()
  readonly #assembly = new Assembly()
  readonly #options: SessionOptions
  readonly #backoff: Backoff
  #wanted = false
  #joined = false
  #name: string | undefined
  #waiters: Waiter[] = []
  #stop: (() => void) | null = null
  #resetBecause: Discontinuity['reason'] | null = null
  /** What the answer promised and has not come yet; null before the answer. */
  #until: { readonly resumed: boolean; readonly epoch: string; readonly seq: number } | null = null
  #snapshotIn = false

  constructor(options: SessionOptions) {
    this.#options = options
    this.#backoff = createBackoff({ baseMs: RETRY_BASE_MS, capMs: RETRY_CAP_MS, random: options.random })
  }

  get isJoined(): boolean {
    return this.#joined
  }

  get isWanted(): boolean {
    return this.#wanted
  }

  /** Resolves when the room is complete. The name holds for later joins of this room too. An aborted signal gives the
   *  join up, unless somebody else waits for it as well. */
  join(name?: string, signal?: AbortSignal): Promise<void> {
    if (name !== undefined) this.#name = name
    if (signal?.aborted) return Promise.reject(signal.reason)
    if (this.#joined) return Promise.resolve()
    const closed = this.#options.start()
    if (closed) return Promise.reject(closed)
    const done = new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        resolve: () => settle(resolve),
        reject: (error) => settle(() => reject(error)),
      }
      const onAbort = () => {
        waiter.reject(signal?.reason)
        if (this.#waiters.length === 0) void this.leave()
      }
      const settle = (call: () => void) => {
        signal?.removeEventListener('abort', onAbort)
        this.#waiters = this.#waiters.filter((other) => other !== waiter)
        call()
      }
      signal?.addEventListener('abort', onAbort)
      this.#waiters.push(waiter)
    })
    if (!this.#wanted) {
      this.#wanted = true
      this.#options.onStatus('joining', null)
      this.#ask()
    }
    return done
  }

  /** Resolves when the server knows, or cannot be told. */
  leave(): Promise<void> {
    if (!this.#wanted) return Promise.resolve()
    this.#forget()
    this.#options.onStatus('left', null)
    this.#reject(new RoomfulError('left'))
    return new Promise((resolve) => {
      this.#options.request('room.leave', {}, LEAVE_WAIT_MS, () => resolve())
    })
  }

  connectionUp(): void {
    if (this.#wanted) this.#ask()
  }

  connectionLost(): void {
    this.#pause()
    this.#assembly.clear()
    this.#resetBecause = null
    this.sequence.unpause()
    if (this.#wanted) this.#options.onStatus(this.sequence.position ? 'resuming' : 'joining', null)
  }

  /** The connection will not come back by itself; should it be opened again, so is the room. */
  connectionClosed(error: RoomfulError): void {
    if (!this.#wanted) return
    this.#pause()
    this.#options.onStatus('failed', error.fault)
    this.#reject(error)
  }

  /** Something is missing or the server forgot us: join again where we are. */
  rejoin(): void {
    if (!this.#wanted || this.#until === null) return
    this.#pause()
    this.#options.onStatus('resuming', null)
    this.#ask()
  }

  events(frame: EventsFrame): void {
    if (this.#wanted) this.#took(this.sequence.take(frame))
  }

  reset({ reason }: ResetFrame): void {
    if (!this.#wanted) return
    this.#resetBecause = reason
    this.sequence.pause()
  }

  snapshot(frame: SnapshotFrame): void {
    if (!this.#wanted) return
    this.sequence.pause()
    const whole = this.#assembly.add(frame)
    if (whole === 'open') return
    if (whole === 'broken') {
      this.rejoin()
      return
    }
    const reason = this.#resetBecause
    this.#resetBecause = null
    this.#snapshotIn = true
    const taken = this.sequence.restart(whole.position)
    this.#options.onSnapshot(whole, reason)
    this.#took(taken)
  }

  #took(entries: readonly LogEntry[]): void {
    if (entries.length > 0) this.#options.onReady(entries)
    this.#complete()
    if (!this.#joined || this.#stop || !this.sequence.hasGap) return
    this.#stop = this.#options.clock.after(GAP_WAIT_MS, () => {
      this.#stop = null
      if (this.sequence.hasGap) this.rejoin()
    })
  }

  #ask(): void {
    this.#pause()
    if (!this.#options.isUp()) return
    const resume = this.sequence.position
    if (!resume) this.sequence.pause()
    const body = {
      ...(resume ? { resume } : {}),
      ...(this.#name === undefined ? {} : { name: this.#name }),
    }
    this.#stop = this.#options.request('room.join', body, JOIN_WAIT_MS, (outcome) => this.#answered(outcome))
  }

  #answered(outcome: Outcome): void {
    this.#stop = null
    if (!outcome.ok) {
      this.#refused(outcome.error)
      return
    }
    const { participant, connection, role, resumed, position } = outcome.result as CommandAnswer<'room.join'>
    this.#until = { resumed, ...position }
    this.#options.onSelf({ participant, connection, role })
    this.#stop = this.#options.clock.after(CATCH_UP_WAIT_MS, () => this.rejoin())
    this.#complete()
  }

  #refused(error: RoomfulError): void {
    if (error.code === 'offline' || error.code === 'closed') return
    if (error.retry === 'renew') this.#options.onRenew(error)
    else if (error.code === 'timeout') this.#ask()
    else if (error.retry === 'later' && error.code !== 'room_full') {
      this.#options.onStatus(this.sequence.position ? 'resuming' : 'joining', error.fault)
      const waitMs = Math.max(this.#backoff.next(), error.retryAfterMs ?? 0)
      this.#stop = this.#options.clock.after(waitMs, () => this.#ask())
    } else {
      this.#forget()
      this.#options.onStatus('failed', error.fault)
      this.#reject(error)
    }
  }

  /** Joined, if all that the answer promised is in. */
  #complete(): void {
    const until = this.#until
    const position = this.sequence.position
    if (this.#joined || !until || !position) return
    const isIn = until.resumed
      ? position.epoch === until.epoch && position.seq >= until.seq
      : this.#snapshotIn
    if (!isIn) return
    this.#stop?.()
    this.#stop = null
    this.#backoff.reset()
    this.#joined = true
    this.#options.onStatus('joined', null)
    this.#options.onJoined()
    for (const { resolve } of [...this.#waiters]) resolve()
  }

  /** Nothing is under way any more. */
  #pause(): void {
    this.#stop?.()
    this.#stop = null
    this.#until = null
    this.#snapshotIn = false
    this.#joined = false
  }

  #forget(): void {
    this.#wanted = false
    this.#pause()
    this.#assembly.clear()
    this.#backoff.reset()
  }

  #reject(error: unknown): void {
    for (const { reject } of [...this.#waiters]) reject(error)
  }
}
