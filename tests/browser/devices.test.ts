import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually, test } from '../support/browser-test.ts'
import { People } from '../support/browsers.ts'
import { expectFlow } from '../support/media-steps.ts'
import { button, enter, joinButton, leaveButton, nameField, openLink, tile } from '../support/room-steps.ts'

const TWO_OF_EACH = '--use-fake-device-for-media-stream=device-count=2'
const NO_CAMERA = '--use-fake-device-for-media-stream=device-count=0'
const ALWAYS_DENY = '--use-fake-ui-for-media-stream=deny'
/** A name that is no loopback address to the browser, hence not secure over http. */
const FAR_NAME = 'rooms.test'
const SOMEBODY_ELSE_HAS_IT = `if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException('Could not start video source', 'NotReadableError'))`

const help = (page: Page) => page.getByRole('status').filter({ has: page.locator('strong') })
const picker = (page: Page, name: 'Microphone' | 'Camera' | 'Speaker') =>
  page.getByRole('combobox', { name, exact: true })

/** Without devices one is in, seen by name and heard by nobody, and no worse for it. */
async function comesInWithout(page: Page): Promise<void> {
  await nameField(page).fill('Ann')
  await joinButton(page).click()
  await leaveButton(page).waitFor()
  await tile(page, 'You').waitFor()
}

test('a browser that was told no says how to allow it, and joining works', async ({ server }) => {
  await using people = await People.launch([ALWAYS_DENY])
  const page = await openLink(people, server, { room: 'denied', name: 'Ann', permissions: [] })
  await eventually(() => help(page).innerText()).toMatch(/Your camera and microphone are blocked/)
  expect(await help(page).innerText()).toMatch(/Click the icon left of the address/)
  await button(page, 'Try again').waitFor()
  await comesInWithout(page)
  expect(people.errors).toEqual([])
})

test('a machine without a camera says so, and joining works', async ({ server }) => {
  await using people = await People.launch([NO_CAMERA])
  const page = await openLink(people, server, { room: 'missing', name: 'Ann' })
  await eventually(() => help(page).innerText()).toMatch(/No camera found/)
  expect(await help(page).innerText()).toMatch(/found by itself/)
  await comesInWithout(page)
  expect(people.errors).toEqual([])
})

test('a camera that another program holds has its own help, and can be tried again', async ({
  people,
  server,
}) => {
  const page = await openLink(people, server, { room: 'busy', name: 'Ann', init: SOMEBODY_ELSE_HAS_IT })
  await eventually(() => help(page).innerText()).toMatch(/Another program uses your camera and microphone/)
  await page.evaluate(() => Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia'))
  await button(page, 'Try again').click()
  await help(page).waitFor({ state: 'detached' })
})

test('a page that is not secure says why there is no camera, and joining works', async ({ server }) => {
  await using people = await People.launch([`--host-resolver-rules=MAP ${FAR_NAME} 127.0.0.1`])
  const page = await openLink(people, server, { room: 'insecure', name: 'Ann', host: FAR_NAME })
  await eventually(() => help(page).innerText()).toMatch(/This address is not secure/)
  expect(await help(page).innerText()).toMatch(/https/)
  await comesInWithout(page)
  expect(people.errors).toEqual([])
})

test('who joins without camera and microphone sees and hears the others, and can switch them on later', async ({
  people,
  server,
}) => {
  const ann = await enter(people, server, { room: 'without', name: 'Ann' })
  const bob = await openLink(people, server, { room: 'without', name: 'Bob' })
  await nameField(bob).fill('Bob')
  await button(bob, 'join without camera and microphone').click()
  await leaveButton(bob).waitFor()
  await expectFlow(bob, { peers: 1 })
  await tile(ann, 'Bob').getByLabel('muted').waitFor()

  await button(bob, 'Switch microphone on').click()
  await button(bob, 'Switch camera on').click()
  await expectFlow(ann, { peers: 1 })
  await eventually(() => tile(ann, 'Bob').locator('video').isVisible()).toBe(true)
})

test('name and chosen devices are remembered', async ({ server }) => {
  await using people = await People.launch([TWO_OF_EACH])
  const page = await openLink(people, server, { room: 'remember', name: 'Ann' })
  await nameField(page).fill('Ann')
  const chosen: Record<string, string> = {}
  for (const name of ['Microphone', 'Camera'] as const) {
    await eventually(() => picker(page, name).locator('option').count()).toBeGreaterThan(1)
    const values = await picker(page, name)
      .locator('option')
      .evaluateAll((all) => all.map((each) => each.getAttribute('value') ?? ''))
    const before = await picker(page, name).inputValue()
    chosen[name] = values.find((value) => value !== '' && value !== before) ?? 'none'
    await picker(page, name).selectOption(chosen[name])
    await eventually(() => picker(page, name).inputValue()).toBe(chosen[name])
  }
  await joinButton(page).click()
  await leaveButton(page).click()
  await page.reload()
  await eventually(() => nameField(page).inputValue()).toBe('Ann')
  for (const name of ['Microphone', 'Camera'] as const)
    await eventually(() => picker(page, name).inputValue()).toBe(chosen[name])
  expect(people.errors).toEqual([])
})

test('the microphone meter moves', async ({ people, server }) => {
  const page = await openLink(people, server, { room: 'meter', name: 'Ann' })
  const meter = page.getByRole('meter', { name: 'Microphone level' })
  await eventually(() => meter.evaluate((each: HTMLMeterElement) => each.value)).toBeGreaterThan(2)
})
