import type { CommandBody, CommandName } from '@roomful/protocol'
import fc from 'fast-check'

/** Few people and names, so that random commands meet. */
export const PEOPLE = ['ann', 'bob', 'cleo', 'dan', 'root'] as const

/** Without it, fast-check prefers the first choice inside of another choice. */
export const EVENLY = { depthSize: 'max' } as const

const person = fc.constantFrom(...PEOPLE)
const name = fc.constantFrom('A', 'B')
/** How many messages ago; whoever plays the wish puts the id in. */
const message = fc.nat(4).map(String)
const media = fc.record({ audio: fc.boolean(), video: fc.boolean(), screen: fc.boolean() })
const optional = { requiredKeys: [] }

export interface Wish {
  readonly type: CommandName
  readonly body: Readonly<Record<string, unknown>>
}
const wish = <N extends CommandName>(type: N, body: fc.Arbitrary<CommandBody<N>>): fc.Arbitrary<Wish> =>
  body.map((made) => ({ type, body: made }))
/** Leaves out what is undefined, as JSON does. */
const dense = <T extends object>(made: T): T => JSON.parse(JSON.stringify(made))

export const joins = wish('room.join', fc.record({ name }, optional).map(dense))

/** Wishes of the log lane but for joins and leaves. */
export const logWishes = fc.oneof(
  EVENLY,
  wish(
    'room.update',
    fc.record({ title: name, capacity: fc.integer({ min: 1, max: 5 }) }, optional).map(dense),
  ),
  wish('role.set', fc.record({ participant: person, role: fc.constantFrom('host', 'moderator', 'member') })),
  wish('participant.rename', fc.record({ name })),
  wish('data.update', fc.record({ patch: fc.dictionary(name, fc.nat(2)) })),
  wish(
    'hand.set',
    fc.record({ raised: fc.boolean(), participant: person }, { requiredKeys: ['raised'] }).map(dense),
  ),
  wish('message.send', fc.record({ text: name, reply_to: message }, { requiredKeys: ['text'] }).map(dense)),
  wish('message.edit', fc.record({ id: message, text: name })),
  wish('message.delete', fc.record({ id: message })),
  wish('reaction.set', fc.record({ id: message, emoji: fc.constantFrom('👍', '🎈'), on: fc.boolean() })),
)

/** Live wishes; `connections` are the targets of signals. */
export const liveWishes = (connections: fc.Arbitrary<string>) =>
  fc.oneof(
    EVENLY,
    wish('presence.set', fc.record({ state: fc.constantFrom('active', 'idle') })),
    wish('typing.set', fc.record({ typing: fc.boolean() })),
    wish('call.join', fc.record({ media, negotiation: fc.constantFrom('perfect', 'plain') })),
    wish('call.leave', fc.constant({})),
    wish('media.set', media),
    wish(
      'signal.send',
      fc.record({
        to: connections,
        negotiation: fc.constantFrom('n1', 'n2'),
        kind: fc.constantFrom('offer', 'answer', 'candidate', 'bye'),
        data: fc.jsonValue({ maxDepth: 2 }),
      }),
    ),
  )
