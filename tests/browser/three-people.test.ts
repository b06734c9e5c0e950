import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually, test } from '../support/browser-test.ts'
import { expectFlow } from '../support/media-steps.ts'
import { enter, leaveButton, tile, tiles } from '../support/room-steps.ts'
import { countSounding } from '../support/tap.ts'

async function overlaps(page: Page): Promise<boolean> {
  const boxes = await tiles(page).evaluateAll((all) => all.map((each) => each.getBoundingClientRect()))
  return boxes.some((a, at) =>
    boxes
      .slice(at + 1)
      .some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
  )
}

test('a third person joins a running call, all see and hear all, and one goes again', async ({
  people,
  server,
}) => {
  const ann = await enter(people, server, { room: 'three', name: 'Ann' })
  const bob = await enter(people, server, { room: 'three', name: 'Bob' })
  await expectFlow(ann, { peers: 1 })
  const cem = await enter(people, server, { room: 'three', name: 'Cem' })
  const everybody = [ann, bob, cem]

  for (const page of everybody) {
    await expectFlow(page, { peers: 2 })
    expect(await page.evaluate(countSounding)).toBe(2)
    await eventually(() => tiles(page).count()).toBe(3)
    expect(await overlaps(page)).toBe(false)
  }
  await eventually(() => tile(cem, 'Ann').locator('video').isVisible()).toBe(true)
  await eventually(() => tile(cem, 'Bob').locator('video').isVisible()).toBe(true)

  await leaveButton(bob).click()
  for (const page of [ann, cem]) {
    await tile(page, 'Bob').waitFor({ state: 'detached' })
    await expectFlow(page, { peers: 1 })
    expect(await tiles(page).count()).toBe(2)
  }
  // The camera's light goes out.
  expect(
    await bob.evaluate(() => window.tapPeers.every(({ connectionState }) => connectionState === 'closed')),
  ).toBe(true)
})

test('who was there is told who joins and who leaves', async ({ people, server }) => {
  const ann = await enter(people, server, { room: 'told', name: 'Ann' })
  const bob = await enter(people, server, { room: 'told', name: 'Bob' })
  await ann.getByText('Bob joined').waitFor()
  await leaveButton(bob).click()
  await ann.getByText('Bob left').waitFor()
})
