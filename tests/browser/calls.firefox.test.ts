import { expect } from 'vitest'
import { eventually, PATIENCE_MS, test } from '../support/browser-test.ts'
import { launchFirefox } from '../support/browsers.ts'
import { expectFlow, expectFlowOf } from '../support/media-steps.ts'
import { enter, tile } from '../support/room-steps.ts'
import { countSounding, readPeers, tapScript } from '../support/tap.ts'

test('Chromium and Firefox see and hear each other', async ({ people, server }) => {
  const firefox = await launchFirefox()
  try {
    const ann = await enter(people, server, { room: 'mixed', name: 'Ann' })
    const bob = await firefox.newPage()
    const errors: unknown[] = []
    bob.on('pageerror', (error) => errors.push(error))
    bob.setDefaultTimeout(PATIENCE_MS)
    await bob.evaluateOnNewDocument(tapScript())
    await bob.goto(`${server.url}/r/mixed`)
    // By names and roles this driver looks for seconds in this browser, and the page stands still meanwhile.
    await bob.locator('input[autocomplete=name]').fill('Bob')
    await bob.locator('button[type=submit]').click()
    await bob.locator('section[aria-label=Stage]').wait()

    await expectFlow(ann, { peers: 1 })
    await expectFlowOf(() => bob.evaluate(readPeers), { peers: 1 })
    expect(await bob.evaluate(countSounding)).toBe(1)
    await eventually(() => tile(ann, 'Bob').locator('video').isVisible()).toBe(true)
    expect(errors).toEqual([])
  } finally {
    await firefox.close()
  }
})
