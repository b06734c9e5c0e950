import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually, test } from '../support/browser-test.ts'
import {
  button,
  chatField,
  enter,
  leaveButton,
  nameField,
  said,
  showTab,
  tab,
} from '../support/room-steps.ts'
import { clicksOf, tapScript } from '../support/tap.ts'

const muted = (page: Page) => button(page, 'Switch microphone on').isVisible()
const cameraIsOff = (page: Page) => button(page, 'Switch camera on').isVisible()
const TAB_STOPS = 40

/** Presses Tab until it has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor()
  for (let stop = 0; stop < TAB_STOPS; stop += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`not reached by ${TAB_STOPS} presses of Tab`)
}

test('M and V switch microphone and camera, and back', async ({ people, server }) => {
  const page = await enter(people, server, { room: 'keys', name: 'Ann' })
  await page.keyboard.press('m')
  await eventually(() => muted(page)).toBe(true)
  await page.keyboard.press('m')
  await eventually(() => muted(page)).toBe(false)
  await page.keyboard.press('v')
  await eventually(() => cameraIsOff(page)).toBe(true)
  await page.keyboard.press('v')
  await eventually(() => cameraIsOff(page)).toBe(false)
})

test('Space talks as long as it is held, and lets go when the window loses the focus', async ({
  people,
  server,
}) => {
  const page = await enter(people, server, { room: 'talk', name: 'Ann' })
  await page.keyboard.press('m')
  await eventually(() => muted(page)).toBe(true)
  await page.keyboard.down(' ')
  await eventually(() => muted(page)).toBe(false)
  await page.keyboard.up(' ')
  await eventually(() => muted(page)).toBe(true)

  await page.keyboard.down(' ')
  await eventually(() => muted(page)).toBe(false)
  await page.evaluate(() => window.dispatchEvent(new Event('blur')))
  await eventually(() => muted(page)).toBe(true)
  await page.keyboard.up(' ')
  expect(await muted(page)).toBe(true)
})

test('? shows the shortcuts and Escape puts them away', async ({ people, server }) => {
  const page = await enter(people, server, { room: 'help', name: 'Ann' })
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await list.waitFor()
  await list.getByText('Hold to talk').waitFor()
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'hidden' })
})

test('the shortcuts can be switched off', async ({ people, server }) => {
  const page = await enter(people, server, { room: 'off', name: 'Ann' })
  await page.keyboard.press('?')
  await page.getByRole('checkbox', { name: 'Shortcuts are on' }).uncheck()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('m')
  await page.keyboard.press('v')
  await page.keyboard.press('?')
  expect(await muted(page)).toBe(false)
  expect(await cameraIsOff(page)).toBe(false)
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('keys do nothing but write while somebody types', async ({ people, server }) => {
  const page = await enter(people, server, { room: 'inert', name: 'Ann' })
  await showTab(page, 'Chat')
  await chatField(page).focus()
  await page.keyboard.type('move over? v m')
  expect(await chatField(page).inputValue()).toBe('move over? v m')
  expect(await muted(page)).toBe(false)
  expect(await cameraIsOff(page)).toBe(false)
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('from the home page into a room, through chat and out again by keyboard alone', async ({
  people,
  server,
}) => {
  const page = await people.person({ init: tapScript() })
  await page.goto(server.url)
  await tabTo(page, page.getByRole('textbox', { name: 'Room name or invite link' }))
  await page.keyboard.type('by keys')
  await page.keyboard.press('Enter')

  await tabTo(page, nameField(page))
  await page.keyboard.type('Ann')
  await page.keyboard.press('Enter')
  await leaveButton(page).waitFor()

  await tabTo(page, button(page, 'Mute microphone'))
  await page.keyboard.press('Enter')
  await eventually(() => muted(page)).toBe(true)
  await tabTo(
    page,
    tab(page, 'People')
      .and(page.locator('[tabindex="0"], :not([tabindex])'))
      .or(tab(page, 'Chat').and(page.locator('[tabindex="0"]'))),
  )
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await tabTo(page, chatField(page))
  await page.keyboard.type('no mouse today')
  await page.keyboard.press('Enter')
  await said(page, 'no mouse today').waitFor()

  await tabTo(page, leaveButton(page))
  await page.keyboard.press('Enter')
  await tabTo(page, button(page, 'Join again'))
  await page.keyboard.press('Enter')
  await leaveButton(page).waitFor()
  expect(await clicksOf(page)).toBe(0)
})
