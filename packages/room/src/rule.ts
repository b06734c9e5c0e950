import { type CommandName, type FaultCode, fault, type Participant } from '@roomful/protocol'
import type { Accepted, Command, Decision, Fact, Request } from './command.ts'
import { memberOf } from './connections.ts'
import type { Room } from './state.ts'

/** Every command by its type. */
export type CommandByType = { readonly [C in Command as C['type']]: C }
export type Rule<C extends Command> = (room: Room, command: C, at: number) => Decision
/** A rule for people who have joined: `self` is the asker's entry of the roster. */
export type MemberRule<N extends CommandName> = (
  room: Room,
  request: Request<N>,
  self: Participant,
  at: number,
) => Decision

export const accept = <A>(facts: readonly Fact[], answer: A): Accepted<A> => ({ facts, answer })
/** Accepted, and nothing to tell the asker. */
export const done = (...facts: Fact[]): Accepted => ({ facts, answer: {} })
export const refuse = (code: FaultCode, detail?: string): Decision => ({ fault: fault(code, detail) })

/** Refuses whoever has not joined with this very connection (ME2). */
export const asMember =
  <N extends CommandName>(rule: MemberRule<N>) =>
  (room: Room, request: Request<N>, at: number): Decision => {
    const self = memberOf(room, request)
    return self ? rule(room, request, self, at) : refuse('not_joined')
  }
