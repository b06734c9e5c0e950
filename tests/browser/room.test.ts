import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually, test } from '../support/browser-test.ts'
import { CallCrowd } from '../support/call-crowd.ts'
import { expectFlow } from '../support/media-steps.ts'
import { button, chatField, enter, said, say, showTab, tile, tiles } from '../support/room-steps.ts'
import { TALKING } from '../support/voice.ts'

const MESH_PUBLISHERS = 8

const widthOf = async (page: Page, label: string) => (await tile(page, label).boundingBox())?.width ?? 0
async function chooseMore(page: Page, entry: string): Promise<void> {
  await button(page, 'More').click()
  await page.getByRole('menuitem', { name: entry }).click()
}

test('the link is copied with one click, and shown with a QR code', async ({ people, server }) => {
  const page = await enter(people, server, {
    room: 'to copy',
    name: 'Ann',
    permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
  })
  const link = `${server.url}/r/to%20copy`
  await button(page, 'Copy link').first().click()
  await eventually(() => page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  await button(page, 'Invite people').click()
  const dialog = page.getByRole('dialog', { name: 'Invite people' })
  await dialog.getByRole('img', { name: 'QR code of the room’s link' }).waitFor()
  expect(await dialog.getByRole('textbox').inputValue()).toBe(link)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('one person can be kept on the stage, and the own picture can be hidden', async ({ people, server }) => {
  const ann = await enter(people, server, { room: 'stage', name: 'Ann' })
  await enter(people, server, { room: 'stage', name: 'Bob' })
  await expectFlow(ann, { peers: 1 })
  await tile(ann, 'Bob').hover()
  await button(ann, 'Keep Bob on the stage').click()
  await eventually(async () => (await widthOf(ann, 'Bob')) / (await widthOf(ann, 'You'))).toBeGreaterThan(2)
  await button(ann, 'Let Bob go from the stage').click()
  await eventually(async () => (await widthOf(ann, 'Bob')) / (await widthOf(ann, 'You'))).toBeCloseTo(1)

  await chooseMore(ann, 'Hide my own picture')
  await eventually(() => tiles(ann).count()).toBe(1)
  await chooseMore(ann, 'Show my own picture')
  await eventually(() => tiles(ann).count()).toBe(2)
})

test('who speaks while muted is told so', async ({ people, server }) => {
  const page = await enter(people, server, { room: 'muted', name: 'Ann', init: TALKING })
  await button(page, 'Mute microphone').click()
  await page.getByText('You are muted').waitFor()
  await button(page, 'Switch microphone on').click()
  await page.getByText('You are muted').waitFor({ state: 'detached' })
})

test('a call without a free place says so, chat goes on, and the call can be joined later', async ({
  people,
  server,
}) => {
  using crowd = await CallCrowd.gather(server, 'full', MESH_PUBLISHERS)
  const page = await enter(people, server, { room: 'full', name: 'Ann' })
  await page.getByText('The call is full').waitFor()
  await showTab(page, 'Chat')
  await say(page, 'I read along')
  await said(page, 'I read along').waitFor()
  crowd.shrink()
  await button(page, 'Join the call').click()
  await eventually(() => tiles(page).count()).toBe(MESH_PUBLISHERS)
  await page.getByText('The call is full').waitFor({ state: 'detached' })
})

test('the app speaks the language of the browser, and another one when asked', async ({ people, server }) => {
  const page = await people.person({ locale: 'de-AT' })
  await page.goto(`${server.url}/r/sprache`)
  await button(page, 'Jetzt beitreten').waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de')
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('en')
  await button(page, 'Join now').waitFor()
  await page.reload()
  await button(page, 'Join now').waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
})

test('the draft of a message stays while the other tab is read', async ({ people, server }) => {
  const page = await enter(people, server, { room: 'draft', name: 'Ann' })
  await showTab(page, 'Chat')
  await chatField(page).fill('not yet sent')
  await showTab(page, 'People')
  await showTab(page, 'Chat')
  expect(await chatField(page).inputValue()).toBe('not yet sent')
})
