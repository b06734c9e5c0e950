import { COMMANDS, isLogged, type LogEvent, type MessageId } from '@roomful/protocol'
import type { Command, Fact, SocketFact } from './command.ts'

const SOCKET_FACTS = {
  'connection.opened': true,
  'connection.closed': true,
  'connection.idled': true,
  'typing.repeated': true,
} as const satisfies Record<SocketFact['type'], true>

/** Internal to the server: changes `Room.live`, is published to nobody. */
export const isSocketFact = (fact: Fact): fact is SocketFact => Object.hasOwn(SOCKET_FACTS, fact.type)

/** Numbered and stored. What is neither this nor a socket fact is a live event. */
export const isLoggedFact = (fact: Fact): fact is LogEvent => !isSocketFact(fact) && isLogged(fact)

/** log: waits in the mailbox and for its commit; live: decided on the committed room at once. */
export const lane = (command: Command): 'log' | 'live' => {
  if (command.type === 'participant.expire') return 'log'
  if (command.type === 'connection.lost' || command.type === 'deadline') return 'live'
  return COMMANDS[command.type].lane
}

/** What `decide` reads beyond policy and roster; load it into the draft first. Unknown ids are simply not set. */
export const needsOf = (command: Command): { readonly messages: readonly MessageId[] } => {
  switch (command.type) {
    case 'message.send':
      return { messages: command.body.reply_to === undefined ? [] : [command.body.reply_to] }
    case 'message.edit':
    case 'message.delete':
    case 'reaction.set':
      return { messages: [command.body.id] }
    default:
      return { messages: [] }
  }
}
