import { COMMANDS, type CommandName, LIMITS, QUERIES, type QueryName } from '@roomful/protocol'
import type { Random } from './random.ts'

export interface Payload {
  readonly t: 'cmd' | 'query'
  readonly type: string
  readonly body: unknown
  readonly key?: unknown
  readonly room?: unknown
  /** garbage: any value; mutant: a valid one with one field changed; valid: untouched. */
  readonly origin: 'garbage' | 'mutant' | 'valid'
}

const ID = '019a0000-0000-7000-8000-000000000000'
const MEDIA = { audio: true, video: false, screen: false }

/** A valid body of every command; what it names (messages, people) mostly does not exist, which is a refusal of its own. */
const COMMAND_BODIES = {
  'room.join': { name: 'Ann', resume: { epoch: 'e', seq: 3 } },
  'room.leave': {},
  'room.update': { title: 'Another title', capacity: 500 },
  'role.set': { participant: 'user:2', role: 'moderator' },
  'participant.rename': { name: 'Anna' },
  'data.update': { patch: { colour: 'red', nested: { deep: [1, 2, 3] } } },
  'hand.set': { raised: true, participant: 'user:2' },
  'message.send': { text: 'hello', reply_to: ID },
  'message.edit': { id: ID, text: 'hello again' },
  'message.delete': { id: ID },
  'reaction.set': { id: ID, emoji: '👍', on: true },
  'presence.set': { state: 'idle' },
  'typing.set': { typing: true },
  'call.join': { media: MEDIA, negotiation: 'perfect' },
  'call.leave': {},
  'media.set': MEDIA,
  'signal.send': { to: 'somebody', negotiation: 'n1', kind: 'offer', data: { sdp: 'v=0' } },
} as const satisfies Record<CommandName, object>
const QUERY_BODIES = {
  'roster.page': { limit: 10, cursor: '5' },
  'messages.page': { limit: 10, cursor: '5' },
  'messages.get': { ids: [ID] },
} as const satisfies Record<QueryName, object>

const deep = (levels: number): unknown => {
  let value: unknown = null
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { value }
  return value
}
const HOSTILE: readonly unknown[] = [
  null,
  undefined,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '\u0000',
  '\ud800',
  'null',
  '__proto__',
  'constructor',
  "'; DROP TABLE messages; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '{{7*7}}',
  '👍'.repeat(40),
  [],
  {},
  [[]],
  [null],
  { length: -1 },
  { toString: 1 },
  { toJSON: 1 },
  'x'.repeat(5_000),
  'x'.repeat(LIMITS.BODY_BYTES + 1),
  deep(30),
  deep(2_000),
  JSON.parse('{"__proto__": {"admin": true}}'),
  JSON.parse('{"constructor": {"prototype": {"admin": true}}}'),
  Array.from({ length: 3_000 }, () => 0),
]
const NAMES = [...Object.keys(COMMANDS), ...Object.keys(QUERIES)]

/** One field changed, at any depth: replaced by something hostile, taken away, or one added. */
export function mutate(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.1)) return random.pick(HOSTILE)
  const entries = Object.entries(value)
  const at = random.below(entries.length + 1)
  if (at === entries.length)
    return {
      ...value,
      [random.pick(['extra', '__proto__x', 'id', 'user_id', 'by', 'role', 'admin'])]: random.pick(HOSTILE),
    }
  const changed = entries.flatMap(([key, field], index) => {
    if (index !== at) return [[key, field]]
    if (random.chance(0.2)) return []
    return [
      [key, typeof field === 'object' && random.chance(0.7) ? mutate(field, random) : random.pick(HOSTILE)],
    ]
  })
  return Array.isArray(value) ? changed.map(([, field]) => field) : Object.fromEntries(changed)
}

const validBody = (t: 'cmd' | 'query', random: Random): { type: string; body: object } => {
  const bodies: Record<string, object> = t === 'cmd' ? COMMAND_BODIES : QUERY_BODIES
  const type = random.pick(Object.keys(bodies))
  return { type, body: bodies[type] ?? {} }
}

/** A third mutants, a sixth valid, the rest garbage of all types under names known and unknown. */
export function payload(random: Random): Payload {
  const t = random.chance(0.8) ? 'cmd' : 'query'
  const dice = random.next()
  if (dice < 0.5) {
    const { type, body } = validBody(t, random)
    const key = random.chance(0.05) ? { key: random.pick(HOSTILE) } : {}
    const room = random.chance(0.05) ? { room: random.pick(HOSTILE) } : {}
    return { t, type, body: mutate(body, random), origin: 'mutant', ...key, ...room }
  }
  if (dice < 0.6) return { t, ...validBody(t, random), origin: 'valid' }
  const type = random.chance(0.9) ? random.pick(NAMES) : JSON.stringify(random.pick(HOSTILE) ?? null)
  return { t, type, body: random.pick(HOSTILE), origin: 'garbage' }
}

/** Frames that are not even requests: broken JSON, wrong types, other tags. */
export function brokenFrame(random: Random): string {
  const whole = JSON.stringify({ t: 'cmd', id: 1, room: 'x', type: 'message.send', body: { text: 'x' } })
  return random.pick([
    whole.slice(0, random.below(whole.length)),
    JSON.stringify(random.pick(HOSTILE)) ?? 'undefined',
    JSON.stringify(mutate({ t: 'cmd', id: 1, room: 'x', type: 'typing.set', body: {} }, random)) ?? '',
    `{"t":"cmd","id":${random.pick(['1e999', '-1', '"1"', 'null', '[]'])},"room":"x","type":"typing.set"}`,
    '\ufeff{}',
    '[]'.repeat(random.below(50)),
    `${'['.repeat(20_000)}`,
  ])
}
