import type { LiveEvent, LogEntry, Message } from '@roomful/protocol'
import type { Command, Decision, Fact, UnloggedFact } from './command.ts'
import { dueCommands } from './deadlines.ts'
import { decide } from './decide.ts'
import { fork, keep } from './draft.ts'
import { evolve } from './evolve.ts'
import { isLoggedFact, isSocketFact, lane, needsOf } from './facts.ts'
import { at, FACTS, isAccepted, plain } from './given.fixture.ts'
import { emptyProjection, type Projection, project } from './projection.fixture.ts'
import { recover } from './recovery.ts'
import type { MessageFacts, Room } from './state.ts'

export interface Publication {
  readonly entries: readonly LogEntry[]
  readonly live: readonly LiveEvent[]
}
interface Batch {
  readonly draft: Room
  readonly entries: LogEntry[]
  readonly unlogged: UnloggedFact[]
  readonly decided: { readonly command: Command; readonly decision: Decision }[]
  readonly time: number
}
export interface Watch {
  /** After each decision, before its facts are applied to anything. */
  decided?(room: Room, command: Command, decision: Decision): void
  published?(publication: Publication): void
  /** In the same step as the publication of its batch. */
  committed?(command: Command, decision: Decision): void
}

const messageFacts = ({ id, author, deleted_at, reactions }: Message): MessageFacts => ({
  id,
  author,
  deleted: deleted_at !== null,
  reactions: new Map(reactions.map(({ emoji, by }) => [emoji, new Set(by)])),
})

/** The shell of one room as a model: mailbox, one batch on its way at a time, live commands in between, crashes.
 *  The database is a log and its projection. */
export class ModelShell {
  room: Room
  epoch = 1
  time = at(0)
  readonly log: LogEntry[] = []
  /** Highest number that was trimmed from the log. */
  floor = 0
  stored: Projection = emptyProjection(FACTS.title, FACTS.capacity)
  readonly #watch: Watch
  readonly #by: string | null
  #mailbox: Command[] = []
  #batch: Batch | undefined

  constructor(watch: Watch, by: string | null = null) {
    this.#watch = watch
    this.#by = by
    this.room = this.#recover()
  }

  get isAppending(): boolean {
    return this.#batch !== undefined
  }

  submit(command: Command): void {
    if (lane(command) === 'log') {
      this.#mailbox.push(command)
      return
    }
    const decision = decide(this.room, command, this.time)
    this.#watch.decided?.(this.room, command, decision)
    if (!isAccepted(decision)) return
    const unlogged = decision.facts.filter((fact) => !isLoggedFact(fact))
    if (unlogged.length < decision.facts.length) throw new Error(`${command.type} yields logged events`)
    this.#applyLive(unlogged)
    this.#publish([], unlogged)
  }

  /** Decides what waits; the append is then on its way. */
  begin(): void {
    if (this.#batch || this.#mailbox.length === 0) return
    const before = JSON.stringify(plain(this.room))
    const draft = fork(this.room)
    const batch: Batch = { draft, entries: [], unlogged: [], decided: [], time: this.time }
    const commands = this.#mailbox.splice(0)
    for (const id of commands.flatMap((command) => needsOf(command).messages)) {
      const message = this.stored.messages.get(id)
      if (message) draft.logged.messages.set(id, messageFacts(message))
    }
    for (const command of commands) this.#decide(batch, command)
    this.#batch = batch
    if (JSON.stringify(plain(this.room)) !== before) throw new Error('deciding a draft changed the room')
  }

  #decide(batch: Batch, command: Command): void {
    const decision = decide(batch.draft, command, this.time)
    this.#watch.decided?.(batch.draft, command, decision)
    batch.decided.push({ command, decision })
    for (const fact of isAccepted(decision) ? decision.facts : []) {
      evolve(batch.draft, fact, this.time)
      if (isLoggedFact(fact)) batch.entries.push({ seq: batch.draft.logged.seq, at: this.time, ...fact })
      else batch.unlogged.push(fact)
    }
  }

  commit(): void {
    const batch = this.#batch
    if (!batch) return
    this.#batch = undefined
    this.#store(batch.entries)
    keep(this.room, batch.draft)
    for (const fact of batch.unlogged) evolve(this.room, fact, batch.time)
    this.#publish(batch.entries, batch.unlogged)
    for (const { command, decision } of batch.decided) this.#watch.committed?.(command, decision)
  }

  /** The append failed: the draft is dropped, every command of the batch is refused. */
  fail(): void {
    this.#batch = undefined
  }

  pass(ms: number): void {
    this.time += ms
    for (const command of dueCommands(this.room, this.time)) this.submit(command)
  }

  /** The process dies with all connections. The next one marks everybody as left and goes on from the read models. */
  crash(): void {
    this.#mailbox = []
    this.#batch = undefined
    this.room = this.#recover()
    const active = [...this.stored.participants.values()].filter((participant) => participant.active)
    const entries = active.map(({ id }, index): LogEntry => {
      const payload = { id, cause: 'server' as const, last_seen: this.time }
      return { seq: this.log.length + index + 1, at: this.time, type: 'participant.left', payload }
    })
    this.#store(entries)
    this.room = this.#recover()
  }

  /** An old backup is put back: the same beginning, another history. */
  restore(length: number): void {
    this.log.length = Math.min(this.log.length, Math.max(length, this.floor))
    this.epoch += 1
    this.stored = this.projectionAt(this.log.length)
    this.crash()
  }

  trim(length: number): void {
    this.floor = Math.max(this.floor, Math.min(length, this.log.length))
  }

  /** The read models as they were after that many events. */
  projectionAt(length: number): Projection {
    const projection = emptyProjection(FACTS.title, FACTS.capacity)
    for (const entry of this.log.slice(0, length)) project(projection, entry)
    return projection
  }

  recoverAt(length: number, projection = this.projectionAt(length)): Room {
    const { title, capacity, participants } = projection
    const facts = { ...FACTS, title, capacity, epoch: `e${this.epoch}` }
    return recover({ facts, seq: length, participants: [...participants.values()], by: this.#by })
  }

  #recover(): Room {
    return this.recoverAt(this.log.length, this.stored)
  }

  #store(entries: readonly LogEntry[]): void {
    for (const entry of entries) {
      if (entry.seq !== this.log.length + 1) throw new Error(`${entry.seq} follows ${this.log.length}`)
      this.log.push(entry)
      project(this.stored, entry)
    }
  }

  #applyLive(facts: readonly Fact[]): void {
    for (const fact of facts) evolve(this.room, fact, this.time)
  }

  #publish(entries: readonly LogEntry[], unlogged: readonly UnloggedFact[]): void {
    const live = unlogged.filter((fact) => !isSocketFact(fact))
    if (entries.length + live.length > 0) this.#watch.published?.({ entries, live })
  }
}
