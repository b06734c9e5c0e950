import type { LiveEvent, LogEntry, Participant, ParticipantId } from '@roomful/protocol'
import {
  type Command,
  decide,
  dueCommands,
  evolve,
  isLoggedFact,
  lane,
  liveState,
  nextDeadline,
  type Room,
} from '@roomful/room'
import type { RoomView } from '../dialects/dialect.ts'
import type { Awaiting } from '../reactors/deadlines.ts'
import { type Arrival, arrivalOf, turnAway } from './arrival.ts'
import { commit } from './commit.ts'
import { Foreign } from './foreign.ts'
import { History } from './history.ts'
import { Members } from './members.ts'
import { Outbox } from './outbox.ts'
import { accepted, failed, refused } from './outcome.ts'
import type { Services } from './services.ts'
import type { MemberSession } from './session.ts'
import type { Outcome } from './types.ts'
import { welcome } from './welcome.ts'
import { Wish } from './wish.ts'

/** Commands that are decided and committed together at most; the rest makes up the next batch. */
const BATCH = 512
/** The mailbox is full: a batch or two later there is room again. */
const BUSY: Outcome = { ok: false, fault: { code: 'busy', retry_after_ms: 250 } }
/** Ticks that a batch may wait for more. */
const BATCH_TICKS = 8
/** While the next batch waits already, what was committed is told and acked together with what follows, but not later than
 *  this, milliseconds. Under load it halves the writes; a room in which nothing waits never holds. */
const HOLD_MS = 4

/** One room on this node: the imperative shell around the pure core. Commands of the log lane wait in a mailbox and are
 *  committed in batches, one in flight; live ones are decided at once. What happens is published, and told to the members when
 *  it is heard. */
export class RoomShell implements Awaiting {
  room: Room
  readonly members: Members
  readonly history: History
  /** Monotonic ms of the last command. */
  usedAt: number
  readonly #services: Services
  readonly #foreign: Foreign
  readonly #outbox: Outbox
  readonly #unsubscribe: () => void
  #mailbox: Wish[] = []
  /** A batch is being committed, or the log read: nothing else may change what is logged. */
  #busy = false
  #batchPlanned = false
  #flushPlanned = false
  /** Of commands whose events are committed and perhaps not told yet. */
  #answers: { readonly wish: Wish; readonly outcome: Outcome }[] = []
  #cancelHold: (() => void) | undefined
  #quiet: (() => void)[] = []

  constructor(services: Services, room: Room) {
    this.#services = services
    this.room = room
    this.usedAt = services.clock.monotonic()
    this.members = new Members(
      () => this.view,
      () => liveState(this.room),
    )
    this.history = new History(services.storage, this.id, room.logged.seq === 0)
    this.#foreign = new Foreign(services, this)
    this.#outbox = new Outbox(services.cluster)
    this.#unsubscribe = services.cluster.subscribe(this.id, (publication) => {
      if (publication.node === services.cluster.node) this.tell(publication.entries, publication.live)
      else this.#foreign.push(publication, this.#busy)
    })
  }

  get id(): string {
    return this.room.logged.facts.id
  }
  get slug(): string {
    return this.room.logged.facts.slug
  }
  get view(): RoomView {
    return this.room.logged.facts
  }
  participant(id: ParticipantId): Participant | undefined {
    return this.room.logged.participants.get(id)
  }

  execute(wish: Wish): void {
    this.usedAt = this.#services.clock.monotonic()
    if (lane(wish.command) === 'live') this.#ask(wish)
    else if (this.#mailbox.length >= this.#services.limits.MAILBOX) turnAway(this, wish, BUSY)
    else {
      this.#mailbox.push(wish)
      this.#planBatch()
    }
  }

  /** The connection is gone from this room, whether it had arrived or not. */
  lose({ connection, graceMs }: MemberSession): void {
    this.members.remove(connection)
    this.#notice({ type: 'connection.lost', connection, graceMs })
  }

  nextDeadline(): number | undefined {
    return nextDeadline(this.room)
  }

  due(at: number): void {
    for (const notice of dueCommands(this.room, at)) this.#notice(notice)
  }

  /** Nobody of this node is here or on the way, and nothing is awaited. */
  get idle(): boolean {
    if (this.members.size > 0 || this.#busy || this.#mailbox.length > 0) return false
    if (!this.#outbox.empty || this.#answers.length > 0 || this.nextDeadline() !== undefined) return false
    const { node } = this.#services.cluster
    for (const connection of this.room.live.connections.values()) if (connection.node === node) return false
    return true
  }

  /** Resolves when nothing waits for a commit. */
  async quiet(): Promise<void> {
    if (!this.#busy && this.#mailbox.length === 0) return
    await new Promise<void>((resolve) => this.#quiet.push(resolve))
  }

  /** Takes in what other nodes published, unless a batch is in flight: its end does so. */
  absorb(): void {
    if (!this.#busy) this.#foreign.absorb()
  }

  stop(): void {
    this.#unsubscribe()
    this.#foreign.stop()
    this.#services.deadlines.forget(this)
  }

  /** What members are told at the end of the tick, or at the next `flush`. */
  tell(entries: readonly LogEntry[], live: readonly LiveEvent[]): void {
    this.history.heard(entries)
    this.members.gather(entries, live)
    this.#planFlush()
  }

  /** Puts on the links whatever is still to be told, so that a snapshot or an ack comes after it. */
  flush(): void {
    try {
      this.#outbox.publish(this.room.logged.facts)
      this.members.release()
    } catch (error) {
      this.#services.log.error({ err: error, room: this.id }, 'members could not be told')
      this.members.close('internal')
    }
  }

  /** Runs `work` alone: no batch is committed meanwhile. Never rejects. */
  async exclusively(work: () => Promise<void>): Promise<void> {
    this.#busy = true
    try {
      await work()
    } catch (error) {
      failed(error, this.#services.log, 'work of a room')
    } finally {
      this.#busy = false
      this.#foreign.absorb()
      if (this.#mailbox.length > 0) this.#planBatch()
      else if (!this.#busy) for (const resolve of this.#quiet.splice(0)) resolve()
    }
  }

  #notice(command: Command): void {
    this.execute(new Wish({ command, settle: () => {} }))
  }

  /** The live lane: on the committed room, at once. */
  #ask(wish: Wish): void {
    const at = this.#services.clock.now()
    const outcome = this.#safely('a live command', (): Outcome => {
      const decision = decide(this.room, wish.command, at)
      if ('fault' in decision) return { ok: false, fault: decision.fault }
      for (const fact of decision.facts) {
        if (isLoggedFact(fact)) continue
        evolve(this.room, fact, at)
        this.#outbox.add([], [fact])
      }
      this.#planFlush()
      return accepted(decision.answer)
    })
    wish.settle(outcome)
  }

  #safely(doing: string, work: () => Outcome): Outcome {
    try {
      return work()
    } catch (error) {
      return failed(error, this.#services.log, doing)
    }
  }

  /** A batch begins at the end of the first tick that brings nothing more: what many people send at once arrives over a few
   *  ticks, and two commits cost twice as much as one. On an idle server that is one empty tick, some microseconds. */
  #planBatch(seen = 0, ticks = 0): void {
    if (this.#busy || (this.#batchPlanned && ticks === 0)) return
    this.#batchPlanned = true
    this.#services.tick.add('batch', () => {
      if (!this.#busy && this.#mailbox.length > seen && ticks < BATCH_TICKS) {
        this.#planBatch(this.#mailbox.length, ticks + 1)
        return
      }
      this.#batchPlanned = false
      if (this.#busy || this.#mailbox.length === 0) return
      const wishes = this.#mailbox.slice(0, BATCH)
      this.#mailbox = this.#mailbox.slice(BATCH)
      void this.exclusively(() => this.#run(wishes))
    })
  }

  #planFlush(): void {
    if (this.#flushPlanned) return
    this.#flushPlanned = true
    this.#services.tick.add('room', () => {
      this.#flushPlanned = false
      this.#conclude()
      this.#services.deadlines.touch(this)
    })
  }

  async #run(wishes: readonly Wish[]): Promise<void> {
    try {
      const committed = await commit(
        this.#services,
        () => this.room,
        wishes,
        () => this.#foreign.catchUp(),
      )
      const { entries, unlogged, outcomes } = committed.batch
      this.#outbox.add(entries, unlogged)
      const arrivals: Arrival[] = []
      for (const [index, wish] of committed.wishes.entries()) {
        const outcome = outcomes[index] ?? refused('internal')
        const arrival = arrivalOf(wish, outcome)
        if (arrival) arrivals.push(arrival)
        else this.#answers.push({ wish, outcome })
      }
      const more = this.#mailbox.length > 0 && this.#answers.length < BATCH
      if (arrivals.length === 0 && more) this.#hold()
      else this.#conclude()
      if (arrivals.length > 0) await welcome(this.#services, this, arrivals)
    } catch (error) {
      const outcome = failed(error, this.#services.log, 'a batch')
      // What was held back for this batch is committed all the same.
      this.#conclude()
      for (const wish of wishes) turnAway(this, wish, outcome)
    }
  }

  /** The next batch waits already: what both come to is told together. */
  #hold(): void {
    this.#cancelHold ??= this.#services.clock.after(HOLD_MS, () => this.#conclude())
  }

  /** Tells what has happened, and acks it after that on the same links. */
  #conclude(): void {
    this.#cancelHold?.()
    this.#cancelHold = undefined
    this.flush()
    for (const { wish, outcome } of this.#answers.splice(0)) {
      const { command } = wish
      if (outcome.ok && command.type === 'room.leave') this.members.remove(command.connection)
      try {
        wish.settle(outcome)
      } catch (error) {
        failed(error, this.#services.log, 'an ack')
      }
    }
  }
}
