import { expect, test } from 'vitest'
import { manualClock } from '../adapters/clock/manual.ts'
import { RATES, Rates, rateOf } from './rates.ts'

test('[LI5] a bucket gives its burst at once, then one per interval, and says how long to wait', () => {
  const clock = manualClock()
  const rates = new Rates(clock)
  const { burst, perSecond } = RATES.message
  for (let n = 0; n < burst; n += 1) expect(rates.take('message', 'ann')).toBeUndefined()
  expect(rates.take('message', 'ann')).toEqual({ code: 'rate_limited', retry_after_ms: 1_000 / perSecond })
  clock.advance(1_000 / perSecond - 1)
  expect(rates.take('message', 'ann')).toEqual({ code: 'rate_limited', retry_after_ms: 1 })
  clock.advance(1)
  expect(rates.take('message', 'ann')).toBeUndefined()
  expect(rates.take('message', 'ann')).toMatchObject({ code: 'rate_limited' })
})

test('[LI5] people and kinds of requests do not share a bucket', () => {
  const rates = new Rates(manualClock())
  while (!rates.take('message', 'ann'));
  expect(rates.take('message', 'bob')).toBeUndefined()
  expect(rates.take('reaction', 'ann')).toBeUndefined()
})

test('[LI5] a bucket that is full again takes no memory', () => {
  const clock = manualClock()
  const rates = new Rates(clock)
  for (let n = 0; n < 1_000; n += 1) rates.take('connect', `address ${n}`)
  rates.sweep()
  expect(rates.size).toBe(1_000)
  clock.advance(1_000)
  rates.sweep()
  expect(rates.size).toBe(0)
})

test('[LI5] every request has a rate, names of the prototype too', () => {
  expect(['message.edit', 'signal.send', 'roster.page', 'hand.set', 'constructor'].map(rateOf)).toEqual([
    'message',
    'signal',
    'query',
    'other',
    'other',
  ])
})
