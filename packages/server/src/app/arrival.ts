import type { CommandAnswer, Position, ResetFrame } from '@roomful/protocol'
import { accepted } from './outcome.ts'
import type { RoomShell } from './room-shell.ts'
import type { MemberSession } from './session.ts'
import type { Outcome } from './types.ts'
import type { Wish } from './wish.ts'

/** Somebody whose join is on its way. */
export interface Newcomer {
  readonly session: MemberSession
  /** Last position that the client applied, when it wants to go on from there. */
  readonly resume: Position | undefined
  /** Why the resume could not be served, found out after the join was committed. */
  readonly reset: ResetFrame['reason'] | undefined
}

type JoinAnswer = CommandAnswer<'room.join'>

/** A join that is committed and not yet answered. */
export interface Arrival {
  readonly wish: Wish
  readonly newcomer: Newcomer
  readonly answer: JoinAnswer
}

export function arrivalOf(wish: Wish, outcome: Outcome): Arrival | undefined {
  if (!wish.newcomer || !outcome.ok) return undefined
  return { wish, newcomer: wish.newcomer, answer: outcome.result as JoinAnswer }
}

/** Makes the link a member and answers. In one synchronous step with the last packet before it, so that nothing is missed. */
export function admit(shell: RoomShell, { wish, newcomer, answer }: Arrival, resumed: boolean): void {
  const { session } = newcomer
  const { facts, seq } = shell.room.logged
  shell.members.add(session.connection, session.link)
  session.rooms.set(facts.slug, shell)
  wish.settle(accepted({ ...answer, resumed, position: { epoch: facts.epoch, seq } }))
}

/** Refuses a wish whose batch or arrival failed. Whoever had come in by it is gone again; members who asked anew stay. */
export function turnAway(shell: RoomShell, wish: Wish, outcome: Outcome): void {
  const session = wish.newcomer?.session
  if (session && session.rooms.get(shell.slug) !== shell) shell.lose(session)
  wish.settle(outcome)
}
