import type { CommandAnswer, CommandInput, CommandName, Position } from '@roomful/protocol'
import { LIMITS } from '@roomful/protocol/limits'
import { type Backoff, createBackoff } from './backoff.ts'
import { RoomfulError } from './errors.ts'
import { newKey } from './keys.ts'
import type { QueueStorage, StoredCommand } from './queue-storage.ts'
import type { Outcome, Settle } from './requests.ts'
import type { ClientClock } from './types.ts'

/** Commands of one room that may wait. */
const QUEUE_MAX = 1_000
/** An ack may be lost on a line that lives; the key makes asking again safe. Milliseconds. */
const ACK_WAIT_MS = 5_000
const RETRY_BASE_MS = 500
const RETRY_CAP_MS = 10_000
/** Attempts at a command that the server stumbles over, lest it blocks what waits behind it. */
const STUMBLES_MAX = 5

/** room.join and room.leave are the session's own. */
export type DurableName = Exclude<
  { [N in CommandName]: N extends `call.${string}` ? never : N }[CommandName],
  'room.join' | 'room.leave' | 'typing.set' | 'presence.set' | 'media.set' | 'signal.send'
>

interface Entry {
  readonly key: string
  readonly type: string
  readonly body: unknown
  readonly at: number
  readonly after: Position | null
  attempts: number
  stumbles: number
  settle(end: Ending): void
}

/** How a command ended; `error` is a RoomfulError, or the reason of an aborted signal. */
export type Ending =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: unknown }

export interface QueueOptions {
  readonly clock: ClientClock
  readonly random: () => number
  readonly storage: QueueStorage
  send(command: { type: string; body: unknown; key: string; waitMs: number }, settle: Settle): () => void
  position(): Position | null
  /** The server does not know us in the room any more. */
  onNotJoined(): void
  onRenew(error: RoomfulError): void
}

export interface EnqueueOptions {
  readonly key?: string
  readonly signal?: AbortSignal | undefined
  settle(end: Ending): void
}

/** Durable commands of one room, sent one after another so that their order holds through refusals and reconnects.
 *  Each is sent until it is acknowledged or refused for good. */
export class CommandQueue {
  readonly #options: QueueOptions
  readonly #backoff: Backoff
  #entries: Entry[] = []
  #running = false
  #by: string | null = null
  #stopHead: (() => void) | null = null

  constructor(options: QueueOptions) {
    this.#options = options
    this.#backoff = createBackoff({ baseMs: RETRY_BASE_MS, capMs: RETRY_CAP_MS, random: options.random })
  }

  get keys(): readonly string[] {
    return this.#entries.map(({ key }) => key)
  }

  /** Whether the server may have the command already. */
  wasSent(key: string): boolean {
    return (this.#entries.find((entry) => entry.key === key)?.attempts ?? 0) > 0
  }

  newKey = (): string => newKey(this.#options.random, this.#options.clock.now())

  /** Resolves with the ack; rejects with RoomfulError, or with the signal's reason. */
  push<N extends DurableName>(type: N, body: CommandInput<N>): Promise<CommandAnswer<N>> {
    return new Promise((resolve, reject) => {
      this.enqueue(type, body, {
        settle: (end) => (end.ok ? resolve(end.result as CommandAnswer<N>) : reject(end.error)),
      })
    })
  }

  /** As `push`, but `settle` runs in step with the frames, inside of their batch. */
  enqueue<N extends DurableName>(type: N, body: CommandInput<N>, options: EnqueueOptions): void {
    const { key = this.newKey(), signal, settle } = options
    const refusal = this.#refusal(body, signal)
    if (refusal !== null) {
      settle({ ok: false, error: refusal })
      return
    }
    const onAbort = () => this.remove(key, signal?.reason)
    signal?.addEventListener('abort', onAbort)
    const entry: Entry = {
      key,
      type,
      body,
      at: this.#options.clock.now(),
      after: this.#options.position(),
      attempts: 0,
      stumbles: 0,
      settle(end) {
        signal?.removeEventListener('abort', onAbort)
        settle(end)
      },
    }
    this.#entries.push(entry)
    this.#store(entry)
    this.#pump()
  }

  /** Once we know who we are: takes up what a page before this one left behind, ahead of what waits already. `settlerOf`
   *  hears how each ends. */
  restore(by: string, settlerOf: (command: StoredCommand) => (end: Ending) => void): void {
    if (this.#by === by) return
    this.#by = by
    const known = new Set(this.keys)
    const restored = this.#options.storage
      .load()
      .filter((command) => command.by === by && !known.has(command.key))
      .slice(0, QUEUE_MAX - this.#entries.length)
      .map((command) => ({ ...command, attempts: 1, stumbles: 0, settle: settlerOf(command) }))
    for (const entry of this.#entries) this.#store(entry)
    this.#entries.unshift(...restored)
  }

  remove(key: string, error: unknown = new RoomfulError('discarded')): void {
    const index = this.#entries.findIndex((entry) => entry.key === key)
    const entry = this.#entries[index]
    if (!entry) return
    if (index === 0) this.#cancelHead()
    this.#entries.splice(index, 1)
    this.#options.storage.remove(key)
    entry.settle({ ok: false, error })
    this.#pump()
  }

  /** The room is joined. */
  start(): void {
    this.#running = true
    this.#backoff.reset()
    this.#cancelHead()
    this.#pump()
  }

  /** The room is not joined: everything waits, under its key. */
  stop(): void {
    this.#running = false
    this.#cancelHead()
  }

  /** Rejects all; what is in the storage stays there for the next page. */
  close(error: RoomfulError): void {
    this.stop()
    for (const entry of this.#entries.splice(0)) entry.settle({ ok: false, error })
  }

  #refusal(body: unknown, signal: AbortSignal | undefined): unknown {
    if (signal?.aborted) return signal.reason
    if (this.#entries.length >= QUEUE_MAX) return new RoomfulError('queue_full')
    // Characters are at most as many as bytes: so long a body is too large for sure, and might end the connection.
    if (JSON.stringify(body).length > LIMITS.BODY_BYTES) return new RoomfulError('too_large')
    return null
  }

  #store({ key, type, body, at, after }: Entry): void {
    if (this.#by !== null) this.#options.storage.put({ key, type, body, at, after, by: this.#by })
  }

  #cancelHead(): void {
    this.#stopHead?.()
    this.#stopHead = null
  }

  #pump(): void {
    const head = this.#entries[0]
    if (!this.#running || this.#stopHead || !head) return
    head.attempts += 1
    let answered = false
    const cancel = this.#options.send({ ...head, waitMs: ACK_WAIT_MS }, (outcome) => {
      answered = true
      this.#stopHead = null
      this.#settled(head, outcome)
    })
    if (!answered) this.#stopHead = cancel
  }

  #settled(head: Entry, outcome: Outcome): void {
    if (outcome.ok) this.#backoff.reset()
    if (outcome.ok || this.#isFinal(head, outcome.error)) {
      this.#finish(head)
      head.settle(outcome)
    } else this.#later(outcome.error)
    this.#pump()
  }

  #isFinal(head: Entry, { code, retry }: RoomfulError): boolean {
    if (code === 'internal' || code === 'not_joined') {
      head.stumbles += 1
      return head.stumbles >= STUMBLES_MAX
    }
    return retry === 'never' && code !== 'closed'
  }

  #later(error: RoomfulError): void {
    if (error.code === 'offline' || error.code === 'closed') {
      this.stop()
      return
    }
    if (error.code === 'timeout') return
    if (error.code === 'not_joined' || error.retry === 'renew') {
      this.stop()
      if (error.code === 'not_joined') this.#options.onNotJoined()
      else this.#options.onRenew(error)
      return
    }
    const waitMs = Math.max(this.#backoff.next(), error.retryAfterMs ?? 0)
    this.#stopHead = this.#options.clock.after(waitMs, () => {
      this.#stopHead = null
      this.#pump()
    })
  }

  #finish(entry: Entry): void {
    this.#entries = this.#entries.filter((other) => other !== entry)
    this.#options.storage.remove(entry.key)
  }
}
