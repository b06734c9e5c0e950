import type { MessageId } from '@roomful/protocol'
import { evolve, fork, keep, type MessageFacts, needsOf, type Room } from '@roomful/room'
import { type KnownKey, StorageUnavailable } from '../ports/index.ts'
import { type Batch, decideBatch } from './batch.ts'
import { repeated } from './key.ts'
import { accepted, refused } from './outcome.ts'
import type { Services } from './services.ts'
import type { Wish } from './wish.ts'

/** Other nodes may win the same place this often before a batch is refused. */
const ATTEMPTS = 20

export interface Committed {
  readonly batch: Batch
  /** Whose outcomes the batch holds, in order. */
  readonly wishes: readonly Wish[]
}

/** Decides wishes on a draft and appends what follows, until it is durable; then the room has changed.
 *  Retries of keys that the database knows are settled with their first answer; after a conflict the news are taken in and the
 *  same wishes decided again. Fails with StorageUnavailable, the room then being as before.
 *  @param catchUp takes in what other nodes have written */
export async function commit(
  services: Services,
  room: () => Room,
  wishes: readonly Wish[],
  catchUp: () => Promise<void>,
): Promise<Committed> {
  const { storage, clock, counts } = services
  let open = wishes
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const facts = await load(services, room(), open)
    const base = room()
    const draft = fork(base)
    for (const message of facts) draft.logged.messages.set(message.id, message)
    const at = clock.now()
    const batch = decideBatch(draft, open, at)
    const retries = await committedBefore(services, base, open, batch)
    if (retries.length > 0) {
      open = settleKnown(open, retries)
      continue
    }

    const { events, keys } = batch
    const result =
      events.length === 0
        ? ({ ok: true } as const)
        : await storage.append({ room: base.logged.facts.id, expected: base.logged.seq, events, keys })
    if (result.ok) {
      keep(base, draft)
      for (const fact of batch.unlogged) evolve(base, fact, at)
      counts.batches += 1
      counts.events += events.length
      return { batch, wishes: open }
    }
    if ('known' in result) open = settleKnown(open, result.known)
    else {
      counts.conflicts += 1
      await catchUp()
    }
  }
  throw new StorageUnavailable('other nodes write too often')
}

async function load(
  { storage }: Services,
  room: Room,
  wishes: readonly Wish[],
): Promise<readonly MessageFacts[]> {
  const ids = new Set<MessageId>()
  for (const { command } of wishes) for (const id of needsOf(command).messages) ids.add(id)
  return ids.size === 0 ? [] : storage.messageFacts(room.logged.facts.id, [...ids])
}

/** Keys of refused wishes that were accepted once: what a retry would get now does not matter, it has happened (AK3). Who is not in
 *  the room learns nothing of it. Costs a read on the path of refusals only. */
async function committedBefore(
  { storage }: Services,
  room: Room,
  wishes: readonly Wish[],
  { outcomes }: Batch,
): Promise<readonly KnownKey[]> {
  const refusals = wishes.flatMap(({ command, key }, index) => {
    const outcome = outcomes[index]
    if (!key || !('by' in command) || !outcome || outcome.ok || outcome.fault.code === 'not_joined') return []
    return [{ who: command.by, key: key.text }]
  })
  return refusals.length === 0 ? [] : storage.knownKeys(room.logged.facts.id, refusals)
}

/** @returns the wishes that are not retries */
function settleKnown(wishes: readonly Wish[], known: readonly KnownKey[]): readonly Wish[] {
  const rest: Wish[] = []
  for (const wish of wishes) {
    const { command, key } = wish
    const first = known.find((each) => 'by' in command && each.who === command.by && each.key === key?.text)
    if (!first) rest.push(wish)
    else if (first.hash === key?.hash) wish.settle(accepted(repeated(first.answer)))
    else wish.settle(refused('idempotency_conflict'))
  }
  return rest
}
