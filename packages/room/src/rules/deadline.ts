import type { Decision, Fact, Notice } from '../command.ts'
import { connectionsOf } from '../connections.ts'
import { presenceChange } from '../presence.ts'
import { done } from '../rule.ts'
import type { Room } from '../state.ts'
import { endCall } from './call.ts'
import { endTyping } from './typing.ts'

/** Ends the typing marks whose time is over, and tells what a race left untold. */
export const meetDeadline = (
  room: Room,
  { due }: Extract<Notice, { type: 'deadline' }>,
  at: number,
): Decision => {
  const facts: Fact[] = []
  for (const [participant, until] of room.live.typing) {
    if (until <= (due ?? at)) facts.push(...endTyping(room, participant))
  }
  for (const participant of room.live.unsettled) {
    facts.push(...presenceChange(room, participant, connectionsOf(room, participant)))
  }
  for (const connection of room.live.strays) facts.push(...endCall(room, connection, 'lost'))
  return done(...facts)
}
