import { type ResumePlan, resumePlan } from '@roomful/room'
import type { Dialect } from '../dialects/dialect.ts'
import { type Arrival, admit, type Newcomer, turnAway } from './arrival.ts'
import { failed, refused } from './outcome.ts'
import { resume } from './resume.ts'
import type { RoomShell } from './room-shell.ts'
import type { Services } from './services.ts'
import { snapshotParts } from './snapshot.ts'

const planOf = (shell: RoomShell, { resume: asked, reset }: Newcomer): ResumePlan | undefined => {
  const { facts, seq } = shell.room.logged
  if (reset) return { kind: 'reset', reason: reset }
  // How far the log was trimmed is known when it is read.
  return asked && resumePlan({ asked, epoch: facts.epoch, seq, floor: 0 })
}

/** Gives every newcomer of a batch the room: a resume on its own, or the one snapshot that all others share.
 *  The caller sees to it that no batch is committed meanwhile. */
export async function welcome(services: Services, shell: RoomShell, arrivals: Arrival[]): Promise<void> {
  const fresh: Arrival[] = []
  for (const arrival of arrivals) {
    const { newcomer } = arrival
    const plan = planOf(shell, newcomer)
    if (!newcomer.session.reachable) turnAway(shell, arrival.wish, refused('unavailable'))
    else if (plan?.kind === 'events') void resume(services, shell, arrival, plan.from - 1)
    else fresh.push({ ...arrival, newcomer: { ...newcomer, reset: plan?.reason } })
  }
  if (fresh.length === 0) return
  try {
    const messages = shell.history.known ?? (await shell.history.load())
    // Nothing older may follow the snapshot.
    shell.flush()
    const parts = snapshotParts(shell.room, messages)
    const packets = new Map<Dialect, unknown>()
    for (const arrival of fresh) {
      const { session, reset } = arrival.newcomer
      const { link } = session
      const { dialect } = link
      if (!session.reachable) {
        turnAway(shell, arrival.wish, refused('unavailable'))
        continue
      }
      if (!packets.has(dialect)) packets.set(dialect, dialect.snapshot(shell.view, parts))
      if (reset) {
        services.counts.reset += 1
        const packet = dialect.reset(shell.view, reset)
        if (packet !== undefined) link.send(packet)
      }
      const packet = packets.get(dialect)
      if (packet !== undefined) link.sendLarge(packet)
      admit(shell, arrival, false)
    }
  } catch (error) {
    const outcome = failed(error, services.log, 'a snapshot')
    for (const { wish } of fresh) if (!wish.settled) turnAway(shell, wish, outcome)
  }
}
