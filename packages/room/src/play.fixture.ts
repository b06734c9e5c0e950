import { isFaultCode } from '@roomful/protocol'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Command, Decision } from './command.ts'
import { lane } from './facts.ts'
import { admin, guest, isAccepted, lost } from './given.fixture.ts'
import { ModelShell } from './shell.fixture.ts'
import type { Room } from './state.ts'
import { EVENLY, joins, liveWishes, logWishes, PEOPLE, type Wish } from './wishes.fixture.ts'

const people = fc.constantFrom(...PEOPLE)
const slots = fc.record({ person: people, tab: fc.constantFrom(1, 1, 1, 2) })
const targets = slots.map(({ person, tab }) => `${person}/${tab}`)
const leaves = fc.constant<Wish>({ type: 'room.leave', body: {} })
const wishOf = (wish: fc.Arbitrary<Wish>) =>
  fc.record({
    op: fc.constant('wish' as const),
    slot: slots,
    /** Rarely somebody else than the connection's owner. */
    by: fc.oneof(EVENLY, { weight: 15, arbitrary: fc.constant(null) }, fc.constantFrom(...PEOPLE)),
    wish,
  })
const step = <K extends string>(op: K) => fc.record({ op: fc.constant(op) })
const graces = fc.constantFrom(0, 3_000)
const times = fc.constantFrom(0, 500, 1_500, 4_000)
const causes = fc.constantFrom('lost' as const, 'server' as const)

/** Anything that can happen to a room, in any order. */
export const OPS = fc.array(
  fc.oneof(
    EVENLY,
    { weight: 8, arbitrary: wishOf(joins) },
    { weight: 4, arbitrary: step('gather') },
    { weight: 2, arbitrary: wishOf(leaves) },
    { weight: 30, arbitrary: wishOf(logWishes) },
    { weight: 24, arbitrary: wishOf(liveWishes(targets)) },
    { weight: 3, arbitrary: fc.record({ op: fc.constant('drop' as const), slot: slots, grace: graces }) },
    {
      weight: 1,
      arbitrary: fc.record({ op: fc.constant('expire' as const), person: people, cause: causes }),
    },
    { weight: 3, arbitrary: fc.record({ op: fc.constant('pass' as const), ms: times }) },
    { weight: 16, arbitrary: step('flush') },
    { weight: 8, arbitrary: step('begin') },
    { weight: 8, arbitrary: step('commit') },
    { weight: 1, arbitrary: step('fail') },
    { weight: 1, arbitrary: step('crash') },
  ),
  { minLength: 20, maxLength: 250, size: 'max' },
)
export type Op = typeof OPS extends fc.Arbitrary<(infer O)[]> ? O : never

/** Plays the operations, and keeps by itself who is joined. */
export class Play {
  readonly shell: ModelShell
  readonly #generation = new Map<string, number>()
  /** Joined connections, on the committed room and as the batch that is being decided sees them. */
  #members = new Map<string, string>()
  #batchMembers = new Map<string, string>()
  readonly #dropped = new Set<string>()
  #messages = 0

  constructor() {
    const decided = (_room: Room, command: Command, decision: Decision) => this.#decided(command, decision)
    const committed = (command: Command, decision: Decision) => {
      this.#move(this.#members, command, decision)
      if (command.type === 'room.join' && this.#dropped.has(command.connection))
        this.#lose(command.connection, 3_000)
    }
    this.shell = new ModelShell({ decided, committed }, 'ann')
  }

  get members(): ReadonlyMap<string, string> {
    return this.#members
  }

  play(op: Op): void {
    if (op.op === 'wish') this.#wish(op.slot, op.by ?? op.slot.person, op.wish)
    else if (op.op === 'drop') this.#drop(op.slot, op.grace)
    else if (op.op === 'expire') {
      this.shell.submit({ type: 'participant.expire', participant: op.person, cause: op.cause })
    } else if (op.op === 'pass') this.shell.pass(op.ms)
    else if (op.op === 'begin') this.#begin()
    else if (op.op === 'flush') this.#flush()
    else if (op.op === 'gather') {
      for (const person of PEOPLE) this.#wish({ person, tab: 1 }, person, { type: 'room.join', body: {} })
      this.#flush()
    } else {
      if (op.op === 'crash') this.#members.clear()
      this.shell[op.op]()
    }
  }

  #flush(): void {
    this.#begin()
    this.shell.commit()
  }

  #begin(): void {
    // What is on its way already was decided on an older state.
    if (this.shell.isAppending) return
    this.#batchMembers = new Map(this.#members)
    this.shell.begin()
  }

  #connection(slot: string): string {
    return `${slot}.${this.#generation.get(slot) ?? 0}`
  }

  #wish({ person, tab }: { person: string; tab: number }, by: string, { type, body }: Wish): void {
    if (type === 'message.send') this.#messages += 1
    this.shell.submit({
      type,
      by,
      body: this.#resolve(body),
      connection: this.#connection(`${person}/${tab}`),
      principal: by === 'root' ? admin(by) : guest(by),
      node: 'n1',
      id: `m${this.#messages}`,
    } as Command)
  }

  /** Puts real ids in the place of "three messages ago" and of tabs. */
  #resolve(body: Wish['body']): Wish['body'] {
    const resolved: Record<string, unknown> = { ...body }
    const message = (ago: unknown) => `m${Math.max(0, this.#messages - Number(ago))}`
    if ('id' in resolved) resolved.id = message(resolved.id)
    if ('reply_to' in resolved) resolved.reply_to = message(resolved.reply_to)
    if ('to' in resolved) resolved.to = this.#connection(String(resolved.to))
    return resolved
  }

  #drop({ person, tab }: { person: string; tab: number }, grace: number): void {
    const slot = `${person}/${tab}`
    const connection = this.#connection(slot)
    this.#generation.set(slot, (this.#generation.get(slot) ?? 0) + 1)
    this.#dropped.add(connection)
    this.#lose(connection, grace)
  }

  #lose(connection: string, grace: number): void {
    this.#members.delete(connection)
    this.shell.submit(lost(connection, grace))
  }

  #decided(command: Command, decision: Decision): void {
    const members = lane(command) === 'log' ? this.#batchMembers : this.#members
    if ('fault' in decision) expect(isFaultCode(decision.fault.code)).toBe(true)
    if ('by' in command && command.type !== 'room.join') {
      const refused = 'fault' in decision && decision.fault.code === 'not_joined'
      expect(refused).toBe(members.get(command.connection) !== command.by)
    }
    if (lane(command) === 'log') this.#move(this.#batchMembers, command, decision)
  }

  #move(members: Map<string, string>, command: Command, decision: Decision): void {
    if (!isAccepted(decision)) return
    if (command.type === 'room.join') members.set(command.connection, command.by)
    if (command.type === 'room.leave') members.delete(command.connection)
  }
}

export const playAll = (ops: readonly Op[]): Play => {
  const play = new Play()
  for (const op of ops) play.play(op)
  return play
}
