import type { LogEntry } from '@roomful/protocol'
import { decide, evolve, type Fact, isLoggedFact, type Room, type UnloggedFact } from '@roomful/room'
import type { AppendKey, StoredEvent } from '../ports/index.ts'
import { repeated } from './key.ts'
import { accepted, refused } from './outcome.ts'
import type { Outcome } from './types.ts'
import type { Wish } from './wish.ts'

/** What a batch comes to, if it is committed. */
export interface Batch {
  readonly events: readonly StoredEvent[]
  /** The same events as members read them. */
  readonly entries: readonly LogEntry[]
  readonly unlogged: readonly UnloggedFact[]
  readonly keys: readonly AppendKey[]
  /** One for each wish, in order. */
  readonly outcomes: readonly Outcome[]
}

/** Decides wishes one after another, each on what the ones before it made of the draft. Pure but for the draft, which it changes.
 *  @param at Unix ms, the time of all of them */
export function decideBatch(draft: Room, wishes: readonly Wish[], at: number): Batch {
  const events: StoredEvent[] = []
  const entries: LogEntry[] = []
  const unlogged: UnloggedFact[] = []
  const keys: AppendKey[] = []
  const known = new Map<string, AppendKey>()

  const take = (fact: Fact): void => {
    evolve(draft, fact, at)
    if (!isLoggedFact(fact)) {
      unlogged.push(fact)
      return
    }
    const { seq } = draft.logged
    events.push({ seq, at, event: fact })
    entries.push({ seq, at, ...fact })
  }

  const outcomes = wishes.map((wish): Outcome => {
    const { command, key } = wish
    const who = 'by' in command ? command.by : ''
    // NUL is in no key and in no id, so that pairs cannot be confused.
    const first = key && known.get(`${who}\0${key.text}`)
    if (key && first) return first.hash === key.hash ? again(first) : refused('idempotency_conflict')

    const decision = decide(draft, command, at)
    if ('fault' in decision) return { ok: false, fault: decision.fault }
    const seq = draft.logged.seq + 1
    for (const fact of decision.facts) take(fact)
    const logged = draft.logged.seq >= seq
    const answer = logged ? withSeq(decision.answer, command.type, seq, draft) : decision.answer
    if (key && logged) {
      const taken = { who, key: key.text, hash: key.hash, seq, answer: JSON.stringify(answer) }
      keys.push(taken)
      known.set(`${who}\0${key.text}`, taken)
    }
    return accepted(answer)
  })
  return { events, entries, unlogged, keys, outcomes }
}

const again = (first: AppendKey): Outcome => accepted(repeated(first.answer))

/** `message.send` begins with its message, hence the number of its first event. */
const withSeq = (answer: unknown, type: string, seq: number, { logged }: Room): unknown =>
  type === 'message.send' && typeof answer === 'object'
    ? { ...answer, seq, epoch: logged.facts.epoch, duplicate: false }
    : answer
