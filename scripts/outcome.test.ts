import { expect, test } from 'vitest'
import { isClean, type Outcome, toTable, toTotals } from './outcome.ts'

const unit: Outcome = { name: 'unit', passed: 12, failed: 0, skipped: 1, missing: [], durationMs: 1_240 }
const firefox = {
  what: 'call.firefox.test.ts',
  why: 'Firefox is missing',
  help: 'apt-get install -y firefox-esr',
}
const browser: Outcome = {
  name: 'browser',
  passed: 3,
  failed: 1,
  skipped: 0,
  missing: [firefox],
  durationMs: 60_000,
}

test('the table names what could not be run and what would help', () => {
  expect(toTable([unit, browser]).split('\n')).toEqual([
    'suite    passed  failed  skipped  could not run    time',
    'unit         12       0        1              0   1.2 s',
    'browser       3       1        0              1  60.0 s',
    'could not run call.firefox.test.ts: Firefox is missing; `apt-get install -y firefox-esr` would help',
  ])
})

test('the totals leave out what is zero, except failures', () => {
  expect(toTotals([{ ...unit, skipped: 0 }])).toBe('12 passed, 0 failed')
  expect(toTotals([unit, browser])).toBe('15 passed, 1 failed, 2 skipped')
})

test('a suite with something missing is not clean', () => {
  expect(isClean(unit)).toBe(true)
  expect(isClean({ ...unit, missing: [firefox] })).toBe(false)
})
