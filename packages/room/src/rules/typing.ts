import type { ParticipantId } from '@roomful/protocol'
import type { Fact } from '../command.ts'
import { done, type MemberRule } from '../rule.ts'
import type { Room } from '../state.ts'

export const setTyping: MemberRule<'typing.set'> = (room, { by, body }) => {
  if (!body.typing) return done(...endTyping(room, by))
  if (room.live.typing.has(by)) return done({ type: 'typing.repeated', payload: { participant: by } })
  return done({ type: 'typing.changed', payload: { participant: by, typing: true } })
}

/** The end of somebody's mark, if there is one. */
export const endTyping = (room: Room, participant: ParticipantId): Fact[] =>
  room.live.typing.has(participant)
    ? [{ type: 'typing.changed', payload: { participant, typing: false } }]
    : []
