import { LIMITS } from '@roomful/protocol'
import { liveState } from '@roomful/room'
import { type Arrival, admit, turnAway } from './arrival.ts'
import { Held } from './held.ts'
import { failed, refused } from './outcome.ts'
import type { RoomShell } from './room-shell.ts'
import type { Services } from './services.ts'
import { Wish } from './wish.ts'

/** Replays the log to a returning client in pages, at the pace at which it reads; what happens meanwhile is held back and
 *  follows, then the live state and the ack. Never rejects.
 *  @param since last position that the client applied */
export async function resume(
  services: Services,
  shell: RoomShell,
  arrival: Arrival,
  since: number,
): Promise<void> {
  const { session } = arrival.newcomer
  const { link, connection } = session
  const { dialect } = link
  const held = new Held()
  try {
    shell.flush()
    // Whoever asks anew is a member again only at the end.
    session.rooms.delete(shell.slug)
    shell.members.hold(connection, link, held)
    let cursor = since
    let target = shell.room.logged.seq
    for (;;) {
      while (cursor < target) {
        const limit = Math.min(LIMITS.RESUME_PAGE, target - cursor)
        const page = await services.pages.read(shell.id, cursor, limit)
        if (page.entries[0]?.seq !== cursor + 1) return startOver(shell, arrival)
        const packet = page.packet(dialect, shell.view)
        if (packet !== undefined) link.sendLarge(packet)
        cursor += page.entries.length
        await link.relief()
        if (!session.reachable) return turnAway(shell, arrival.wish, refused('unavailable'))
      }
      shell.flush()
      if (!held.overflowed) break
      held.restart()
      target = shell.room.logged.seq
    }
    if (held.packets.length > 0) link.sendLarge(dialect.join(held.packets))
    const state = dialect.liveState(shell.view, liveState(shell.room))
    if (state !== undefined) link.send(state)
    services.counts.resumed += 1
    admit(shell, arrival, true)
  } catch (error) {
    if (!arrival.wish.settled) turnAway(shell, arrival.wish, failed(error, services.log, 'a resume'))
  }
}

/** The log was trimmed beyond the position: the join goes through the mailbox once more, for a snapshot. */
function startOver(shell: RoomShell, { wish, newcomer }: Arrival): void {
  shell.members.remove(newcomer.session.connection)
  shell.execute(
    new Wish({
      command: wish.command,
      newcomer: { session: newcomer.session, resume: undefined, reset: 'trimmed' },
      settle: (outcome) => wish.settle(outcome),
    }),
  )
}
