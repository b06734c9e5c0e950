import type { Command, Decision } from './command.ts'
import { asMember, type CommandByType, type Rule, refuse } from './rule.ts'
import { joinCall, leaveCall, setMedia } from './rules/call.ts'
import { updateData } from './rules/data.ts'
import { meetDeadline } from './rules/deadline.ts'
import { setHand } from './rules/hand.ts'
import { expireParticipant, joinRoom, leaveRoom, loseConnection } from './rules/membership.ts'
import { deleteMessage, editMessage, sendMessage } from './rules/message.ts'
import { rename, updateRoom } from './rules/policy.ts'
import { setPresence } from './rules/presence.ts'
import { setReaction } from './rules/reaction.ts'
import { setRole } from './rules/roles.ts'
import { sendSignal } from './rules/signal.ts'
import { setTyping } from './rules/typing.ts'
import type { Room } from './state.ts'

const RULES: { readonly [T in keyof CommandByType]: Rule<CommandByType[T]> } = {
  'room.join': joinRoom,
  'room.leave': asMember(leaveRoom),
  'room.update': asMember(updateRoom),
  'role.set': asMember(setRole),
  'participant.rename': asMember(rename),
  'data.update': asMember(updateData),
  'hand.set': asMember(setHand),
  'message.send': asMember(sendMessage),
  'message.edit': asMember(editMessage),
  'message.delete': asMember(deleteMessage),
  'reaction.set': asMember(setReaction),
  'presence.set': asMember(setPresence),
  'typing.set': asMember(setTyping),
  'call.join': asMember(joinCall),
  'call.leave': asMember(leaveCall),
  'media.set': asMember(setMedia),
  'signal.send': asMember(sendSignal),
  'connection.lost': loseConnection,
  'participant.expire': expireParticipant,
  deadline: meetDeadline,
}

const ruleOf = <T extends keyof CommandByType>(type: T): Rule<CommandByType[T]> | undefined =>
  Object.hasOwn(RULES, type) ? RULES[type] : undefined

const apply = <T extends keyof CommandByType>(
  room: Room,
  type: T,
  command: CommandByType[T],
  at: number,
): Decision => ruleOf(type)?.(room, command, at) ?? refuse('unknown_type')

/** What follows from a command: facts and an answer, or a fault. Total; changes nothing and reads no clock.
 *  @param room a draft for commands of the log lane, the committed room for the live lane
 *  @param at Unix ms */
export const decide = (room: Room, command: Command, at: number): Decision =>
  apply(room, command.type, command, at)
