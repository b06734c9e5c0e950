import type { ConnectionId } from '@roomful/protocol'
import type { Fact } from './command.ts'
import { isSocketFact } from './facts.ts'

export type Audience =
  | { readonly to: 'all' }
  | { readonly to: 'connection'; readonly connection: ConnectionId }
  | { readonly to: 'nobody' }

/** Who is told of a fact. `all` are the connections that have joined the room, never anybody else. */
export const audienceOf = (fact: Fact): Audience => {
  if (isSocketFact(fact)) return { to: 'nobody' }
  return fact.type === 'signal.sent' ? { to: 'connection', connection: fact.payload.to } : { to: 'all' }
}

/** Whether a joined connection may see a fact. */
export const visibleTo = (fact: Fact, connection: ConnectionId): boolean => {
  const audience = audienceOf(fact)
  return audience.to === 'all' || (audience.to === 'connection' && audience.connection === connection)
}
