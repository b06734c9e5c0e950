import { COMMANDS, type CommandName, isFaultCode, parse } from '@roomful/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import { fork } from './draft.ts'
import { evolve } from './evolve.ts'
import { needsOf } from './facts.ts'
import { after, at, call, FACTS, isAccepted, join, plain, send, typing } from './given.fixture.ts'
import { recover } from './recovery.ts'
import { EVENLY, joins, liveWishes, logWishes, type Wish } from './wishes.fixture.ts'

const NAMES = Object.keys(COMMANDS) as CommandName[]
const ID = '0196f5a0-0000-7000-8000-000000000001'
const deep: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000))

/** Values that have broken other servers. */
const hostile = fc.oneof(
  EVENLY,
  fc.jsonValue(),
  fc.constantFrom<unknown>(deep, ID, 'ann', 'ann/1', 'bob/1', -0, 1e308, 2 ** 53, '', '👍', '\u0000', '‮x'),
  fc
    .constantFrom('__proto__', 'constructor', 'toString')
    .map((key) => JSON.parse(`{"${key}": {"role": "host"}}`)),
  fc.constantFrom(2, 300, 40_000).map((length) => 'ä'.repeat(length)),
)
const valid = fc.oneof(EVENLY, joins, logWishes, liveWishes(fc.constantFrom('ann/1', 'bob/1')))
/** A wish with one field replaced or added, or a body of hostile fields altogether. */
const mutant = fc
  .tuple(
    valid,
    fc.constantFrom('id', 'to', 'text', 'patch', 'data', 'name', 'emoji', 'key', 'media'),
    hostile,
  )
  .map(([{ type, body }, field, value]): Wish => ({ type, body: { ...body, [field]: value } }))
const arbitrary = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.dictionary(fc.constantFrom('id', 'to', 'text', 'patch', 'raised'), hostile),
  )
  .map(([type, body]): Wish => ({ type, body }))

const room = after(
  recover({ facts: FACTS, seq: 0, participants: [], by: 'ann' }),
  ...[join('ann'), join('bob'), call('ann'), call('bob'), typing('bob', true), send('bob', 'hi', { id: ID })],
)

test('[RM3] whatever body passes its schema, decide answers and changes nothing', () => {
  const before = JSON.stringify(plain(room))
  let decided = 0
  fc.assert(
    fc.property(
      fc.oneof(EVENLY, valid, mutant, arbitrary),
      fc.record({
        by: fc.constantFrom('ann', 'bob', 'eve', '__proto__'),
        connection: fc.constantFrom('ann/1', 'bob/1', 'eve/1', '__proto__'),
        key: fc.string(),
      }),
      fc.oneof(EVENLY, fc.constant(at(1)), fc.maxSafeNat()),
      ({ type, body }, who, time) => {
        const parsed = parse(COMMANDS[type].body, body)
        if (!parsed.ok) return
        decided += 1
        const principal = { id: who.by, kind: 'guest', name: who.by, admin: false }
        const command = { ...who, type, body: parsed.value, principal, node: 'n1', id: ID } as Command
        expect(needsOf(command).messages.length).toBeLessThanOrEqual(1)
        const draft = fork(room)
        const decision = decide(draft, command, time)
        if (!isAccepted(decision)) {
          expect(isFaultCode(decision.fault.code)).toBe(true)
          return
        }
        expect(JSON.stringify(decision).length).toBeGreaterThan(0)
        for (const fact of decision.facts) evolve(draft, fact, time)
      },
    ),
    { numRuns: 5_000 },
  )
  expect(decided).toBeGreaterThan(1_000)
  expect(JSON.stringify(plain(room))).toBe(before)
}, 120_000)
