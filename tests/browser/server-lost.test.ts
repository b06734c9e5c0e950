import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually, test } from '../support/browser-test.ts'
import { expectFlow } from '../support/media-steps.ts'
import { enter, person, said, say, showTab, tile } from '../support/room-steps.ts'

const BANNER_WITHIN_MS = 3_000
const BANNER = 'Connection lost. Coming back by itself…'
const AWAY_LINES = ['written while away', 'and one more']

const banner = (page: Page) => page.getByText(BANNER)
/** Gone after a reload. */
const mark = (page: Page) =>
  page.evaluate(() => sessionStorage.setItem('opened', String(performance.timeOrigin)))
const wasReloaded = (page: Page) =>
  page.evaluate(() => sessionStorage.getItem('opened') !== String(performance.timeOrigin))

test('kill -9 in the middle of chat and call: everybody comes back by themselves, nothing is lost or doubled', async ({
  people,
  server,
}) => {
  const ann = await enter(people, server, { room: 'crash', name: 'Ann' })
  const bob = await enter(people, server, { room: 'crash', name: 'Bob' })
  await Promise.all([ann, bob].map(mark))
  await expectFlow(ann, { peers: 1 })
  await showTab(ann, 'Chat')
  await showTab(bob, 'Chat')
  await say(ann, 'before the crash')
  await said(bob, 'before the crash').waitFor()

  await server.stop('SIGKILL')
  await Promise.all([ann, bob].map((page) => banner(page).waitFor({ timeout: BANNER_WITHIN_MS })))
  // Sound and picture need no server.
  await expectFlow(ann, { peers: 1 })
  await expectFlow(bob, { peers: 1 })
  for (const line of AWAY_LINES) await say(ann, line)
  await eventually(() => said(ann, AWAY_LINES[1] ?? '').count()).toBe(1)

  await server.start()
  await Promise.all([ann, bob].map((page) => banner(page).waitFor({ state: 'detached' })))
  for (const line of ['before the crash', ...AWAY_LINES])
    for (const page of [ann, bob]) await eventually(() => said(page, line).count()).toBe(1)
  await eventually(() => ann.locator('[data-status=pending]').count()).toBe(0)
  await say(bob, 'after the crash')
  await said(ann, 'after the crash').waitFor()
  for (const page of [ann, bob]) {
    for (const line of AWAY_LINES) expect(await said(page, line).count()).toBe(1)
    await expectFlow(page, { peers: 1 })
    expect(await wasReloaded(page)).toBe(false)
    await eventually(() => tile(page, page === ann ? 'Bob' : 'Ann').count()).toBe(1)
    await showTab(page, 'People')
    for (const name of ['Ann', 'Bob']) {
      await eventually(() => person(page, name, 'In the room').count()).toBe(1)
      await eventually(() => person(page, name, 'Were here').count()).toBe(0)
    }
  }
})

test('a server that never comes back keeps the banner up and the chat readable', async ({
  people,
  server,
}) => {
  const ann = await enter(people, server, { room: 'away', name: 'Ann' })
  await showTab(ann, 'Chat')
  await say(ann, 'still here')
  await said(ann, 'still here').waitFor()
  await server.stop('SIGKILL')
  await banner(ann).waitFor({ timeout: BANNER_WITHIN_MS })
  expect(await said(ann, 'still here').isVisible()).toBe(true)
  await server.start()
  await ann.getByRole('button', { name: 'Connect now' }).click()
  await banner(ann).waitFor({ state: 'detached' })
})
