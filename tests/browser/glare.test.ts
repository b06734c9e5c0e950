import { expect } from 'vitest'
import { test } from '../support/browser-test.ts'
import { openSources } from '../support/sdk-page.ts'

const PAIRS = 30
const ROUNDS = 3
const WITHIN_MS = 5_000

test('[CM2] 30 pairs of real connections that offer at once end with one connection each', async ({
  people,
  server,
}) => {
  const page = await people.person({ permissions: ['local-network-access'] })
  await openSources(page, server.url, 'tests/browser/glare-page.ts')
  await page.waitForFunction(() => window.glare !== undefined)
  const { ms, open, peersEach } = await page.evaluate(
    ([pairs, rounds]) => {
      if (!window.glare) throw new Error('the page is not ready')
      return window.glare(pairs, rounds)
    },
    [PAIRS, ROUNDS] as const,
  )
  expect(ms, 'not all pairs came to an end').not.toBe(null)
  expect(ms).toBeLessThanOrEqual(WITHIN_MS)
  expect(open).toBe(2 * PAIRS)
  expect(peersEach).toEqual(Array(2 * PAIRS).fill(1))
})
