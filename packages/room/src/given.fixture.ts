import type {
  CommandBody,
  CommandName,
  Fault,
  Participant,
  ParticipantId,
  Principal,
} from '@roomful/protocol'
import type { Accepted, Command, Fact, Notice, Request } from './command.ts'
import { decide } from './decide.ts'
import { evolve } from './evolve.ts'
import { Overlay } from './overlay.ts'
import { recover } from './recovery.ts'
import type { Room, RoomFacts } from './state.ts'

/** Unix ms, `seconds` after the beginning of every test. */
export const at = (seconds: number): number => 1_000_000 + seconds * 1_000

export const FACTS: RoomFacts = {
  id: '00000000-0000-4000-8000-000000000001',
  slug: 'garden',
  kind: 'open',
  access: 'link',
  createdAt: at(0),
  epoch: 'e1',
  title: 'Garden',
  capacity: 10,
}

export const guest = (id: ParticipantId): Principal => ({ id, kind: 'guest', name: id, admin: false })
export const user = (id: ParticipantId): Principal => ({ ...guest(id), kind: 'user' })
export const admin = (id: ParticipantId): Principal => ({ ...user(id), admin: true })

export type Options = Partial<Pick<Request, 'connection' | 'principal' | 'id' | 'key' | 'node'>>

/** A request of `by`, from the connection `<by>/1` unless told otherwise. */
export const request = <N extends CommandName>(
  type: N,
  by: ParticipantId,
  body: CommandBody<N>,
  options: Options = {},
): Request<N> => ({
  type,
  by,
  body,
  connection: `${by}/1`,
  principal: guest(by),
  node: 'n1',
  id: `id of ${by}`,
  ...options,
})

export const join = (by: ParticipantId, options: Options & { name?: string } = {}) => {
  const { name, ...rest } = options
  return request('room.join', by, name === undefined ? {} : { name }, rest)
}
export const leave = (by: ParticipantId, options?: Options) => request('room.leave', by, {}, options)
/** A message whose id is its text. */
export const send = (by: ParticipantId, text: string, options?: Options) =>
  request('message.send', by, { text }, { id: text, ...options })
export const typing = (by: ParticipantId, on: boolean, options?: Options) =>
  request('typing.set', by, { typing: on }, options)
export const idle = (by: ParticipantId, options?: Options) =>
  request('presence.set', by, { state: 'idle' }, options)
export const awake = (by: ParticipantId, options?: Options) =>
  request('presence.set', by, { state: 'active' }, options)
export const MUTED = { audio: false, video: false, screen: false }
export const call = (by: ParticipantId, options?: Options & { media?: typeof MUTED }) =>
  request('call.join', by, { media: options?.media ?? MUTED, negotiation: 'perfect' }, options)
export const lost = (connection: string, graceMs = 3_000): Notice => ({
  type: 'connection.lost',
  connection,
  graceMs,
})
export const expire = (participant: ParticipantId, due?: number): Notice => ({
  type: 'participant.expire',
  participant,
  cause: 'lost',
  ...(due === undefined ? {} : { due }),
})
export const DEADLINE: Notice = { type: 'deadline' }

export const isAccepted = (decision: ReturnType<typeof decide>): decision is Accepted =>
  !('fault' in decision)

/** Decides and applies, as one batch of one command; keeps message facts as a storage would. */
export const run = (room: Room, command: Command, time = at(0)): readonly Fact[] | Fault => {
  const decision = decide(room, command, time)
  if (!isAccepted(decision)) return decision.fault
  for (const fact of decision.facts) {
    evolve(room, fact, time)
    if (fact.type === 'message.created') {
      const { id, author } = fact.payload
      room.logged.messages.set(id, { id, author, deleted: false, reactions: new Map() })
    }
  }
  return decision.facts
}

/** The answer of an accepted command, applied to the room; a fault otherwise. */
export const answer = (room: Room, command: Command, time = at(0)): unknown => {
  const decision = decide(room, command, time)
  run(room, command, time)
  return isAccepted(decision) ? decision.answer : decision.fault
}

/** Types of the facts, or the code of the fault. */
export const outline = (result: readonly Fact[] | Fault): readonly string[] | string =>
  'code' in result ? result.code : result.map((fact) => fact.type)

export const newRoom = (facts: Partial<RoomFacts> = {}, by: ParticipantId | null = null): Room =>
  recover({ facts: { ...FACTS, ...facts }, seq: 0, participants: [], by })

/** The room after these commands at time 0; all of them must be accepted. */
export const given = (...commands: Command[]): Room => after(newRoom(), ...commands)
export const after = (room: Room, ...commands: Command[]): Room => {
  for (const command of commands) {
    const result = run(room, command)
    if ('code' in result) throw new Error(`given ${command.type}: ${result.code}`)
  }
  return room
}

export const entry = (room: Room, id: ParticipantId): Participant => {
  const found = room.logged.participants.get(id)
  if (!found) throw new Error(`${id} is not on the roster`)
  return found
}

/** Maps as objects and sets as arrays, for comparisons and printing. */
export const plain = (value: unknown): unknown => {
  if (value instanceof Set) return [...value]
  if (value instanceof Map || value instanceof Overlay) {
    return Object.fromEntries([...value.entries()].map(([key, item]) => [String(key), plain(item)]))
  }
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}
