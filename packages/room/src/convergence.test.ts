import { LIMITS } from '@roomful/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Clients } from './clients.fixture.ts'
import { EVENLY, liveWishes, logWishes, type Wish } from './wishes.fixture.ts'

/** Two clients of ann, one of each other person. */
const PEOPLE = ['ann', 'ann', 'bob', 'cleo', 'dan']
const MINIMUM_DROPS = 10_000

const indexes = fc.nat(PEOPLE.length - 1)
const lengths = fc.nat(300)
const leaves = fc.constant<Wish>({ type: 'room.leave', body: {} })
const wishes = fc.oneof(
  EVENLY,
  { weight: 1, arbitrary: leaves },
  { weight: 12, arbitrary: logWishes },
  { weight: 12, arbitrary: liveWishes(fc.constantFrom('c1', 'c2', 'c3')) },
)

type Step = (clients: Clients) => void
const step = (name: string, does: Step): Step => Object.assign(does, { toString: () => name })
const steps = fc.oneof(
  EVENLY,
  { weight: 90, arbitrary: indexes.map((at) => step(`join ${at}`, (all) => all.join(at))) },
  {
    weight: 54,
    arbitrary: fc
      .tuple(indexes, fc.boolean())
      .map(([at, noticed]) => step(`drop ${at} ${noticed}`, (all) => all.drop(at, noticed))),
  },
  {
    weight: 90,
    arbitrary: fc
      .tuple(indexes, wishes)
      .map(([at, wish]) => step(`${at}: ${JSON.stringify(wish)}`, (all) => all.wish(at, wish))),
  },
  {
    weight: 90,
    arbitrary: fc
      .tuple(indexes, fc.integer({ min: 1, max: 20 }))
      .map(([at, frames]) => step(`deliver ${at} ${frames}`, (all) => all.deliver(at, frames))),
  },
  { weight: 120, arbitrary: fc.constant(step('flush', (all) => all.flush())) },
  { weight: 30, arbitrary: fc.constant(step('begin', ({ shell }) => shell.begin())) },
  { weight: 30, arbitrary: fc.constant(step('commit', ({ shell }) => shell.commit())) },
  { weight: 3, arbitrary: fc.constant(step('fail', ({ shell }) => shell.fail())) },
  { weight: 12, arbitrary: fc.constant(step('notice', (all) => all.notice())) },
  {
    weight: 18,
    arbitrary: fc.constantFrom(0, 500, 4_000).map((ms) => step(`pass ${ms}`, ({ shell }) => shell.pass(ms))),
  },
  { weight: 3, arbitrary: fc.constant(step('crash', (all) => all.crash())) },
  { weight: 1, arbitrary: lengths.map((to) => step(`restore ${to}`, (all) => all.crash(to))) },
  { weight: 3, arbitrary: lengths.map((to) => step(`trim ${to}`, ({ shell }) => shell.trim(to))) },
)

/** Brings everybody back and lets every frame arrive. */
const settle = (all: Clients): void => {
  all.notice()
  all.shell.commit()
  for (const at of all.clients.keys()) all.join(at)
  all.flush()
  // What a loss left behind is due at once.
  all.shell.pass(0)
  all.flush()
  for (const at of all.clients.keys()) all.deliver(at, Number.POSITIVE_INFINITY)
}

const counts = { drops: 0, resumed: 0, reset: 0, fresh: 0 }

test('[RE1] [RE2] [RE3] [RE5] [RE7] after ten thousand drops all clients hold the same room', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 600, size: 'max' }), (run) => {
      const all = new Clients(PEOPLE)
      for (const each of run) each(all)
      settle(all)
      const truth = all.view(LIMITS.HISTORY_IN_SNAPSHOT)
      for (const { reader } of all.clients) {
        expect(reader.position).toEqual({ epoch: `e${all.shell.epoch}`, seq: all.shell.log.length })
        expect(reader.view(LIMITS.HISTORY_IN_SNAPSHOT)).toEqual(truth)
      }
      for (const kind of ['drops', 'resumed', 'reset', 'fresh'] as const) counts[kind] += all.counts[kind]
    }),
    { numRuns: 700 },
  )
  expect(counts.drops).toBeGreaterThan(MINIMUM_DROPS)
  expect(counts.resumed).toBeGreaterThan(MINIMUM_DROPS / 2)
  expect(counts.reset).toBeGreaterThan(100)
}, 120_000)
