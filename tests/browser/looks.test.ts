import type { Page } from 'playwright-core'
import { test } from '../support/browser-test.ts'
import { type Device, look } from '../support/look-steps.ts'
import { expectFlow } from '../support/media-steps.ts'
import { portrait } from '../support/portrait.ts'
import {
  button,
  chatField,
  enter,
  joinButton,
  nameField,
  openLink,
  said,
  say,
  showTab,
  tile,
} from '../support/room-steps.ts'
import { tapScript } from '../support/tap.ts'

/** Of those whose pages nobody looks at: less to draw. */
const BACKSTAGE = { viewport: { width: 880, height: 420 } }
const JO = { name: 'Jo Diaz', init: portrait(225) }
const MARA = { name: 'Mara Alvarez', init: portrait(18), ...BACKSTAGE }
const TOM = { name: 'Tom Berger', ...BACKSTAGE }
const LENA = { name: 'Lena Stein', init: portrait(140), ...BACKSTAGE }

test('home, with and without live rooms', async ({ people, server }) => {
  const page = await people.person({ init: tapScript() })
  await page.goto(server.url)
  await page.getByText('All quiet').waitFor()
  await look(page, 'home-quiet')
  for (const who of [MARA, TOM]) await enter(people, server, { room: 'Weekly Sync', ...who })
  await enter(people, server, { room: 'garden', ...LENA })
  await page.getByText('garden', { exact: true }).waitFor()
  await look(page, 'home')
})

test('pre-join', async ({ people, server }) => {
  for (const who of [MARA, TOM]) await enter(people, server, { room: 'Design review', ...who })
  const page = await openLink(people, server, { room: 'Design review', ...JO })
  await nameField(page).fill('Jo Diaz')
  await page.getByText('Mara and Tom are here').waitFor()
  await page.getByText('Connection good').waitFor()
  await look(page, 'pre-join')
})

/** On phones the panel lies over the stage. */
const stageOnly = (page: Page) => async (device: Device) => {
  const close = button(page, 'Close panel')
  if (device === 'phone' && (await close.isVisible())) await close.click()
}

test('a room with one, two and four people, and its chat', async ({ people, server }) => {
  const jo = await enter(people, server, { room: 'All Users Weekly Sync', ...JO })
  await look(jo, 'room-of-1', stageOnly(jo))

  const mara = await enter(people, server, { room: 'All Users Weekly Sync', ...MARA })
  await expectFlow(jo, { peers: 1 })
  await look(jo, 'room-of-2', stageOnly(jo))

  const tom = await openLink(people, server, { room: 'All Users Weekly Sync', ...TOM })
  await nameField(tom).fill('Tom Berger')
  await button(tom, 'Switch camera off').click()
  await joinButton(tom).click()
  await button(tom, 'Mute microphone').click()
  const lena = await enter(people, server, { room: 'All Users Weekly Sync', ...LENA })
  await button(lena, 'Raise hand').click()
  await tile(jo, 'Tom Berger').getByLabel('muted').waitFor()
  await tile(jo, 'Lena Stein').getByLabel('Hand up, number 1').waitFor()
  await tile(jo, 'Lena Stein').locator('video').waitFor()

  await say(mara, 'The new flow is on staging. Could everyone click through before Thursday?')
  await say(tom, 'Here is the recording of the bug.')
  await say(mara, 'Thanks! 🎉 https://example.org/notes')
  await look(jo, 'room-of-4', stageOnly(jo))

  await look(jo, 'chat', async () => {
    if (!(await chatField(jo).isVisible())) await button(jo, /^Chat/).click()
    await showTab(jo, 'Chat')
    await said(jo, 'Here is the recording of the bug.').waitFor()
    await chatField(lena).pressSequentially('hm ')
    await jo.getByText('Lena is typing…').waitFor()
  })
})

test('the people of a room, and its dialogs', async ({ people, server }) => {
  const jo = await enter(people, server, { room: 'Book club', ...JO })
  const mara = await enter(people, server, { room: 'Book club', ...MARA })
  await button(mara, 'Leave').click()
  await look(jo, 'people', async () => {
    if (!(await button(jo, 'Close panel').isVisible())) await button(jo, /^Chat/).click()
    await showTab(jo, 'People')
    await jo.getByText(/last seen/).waitFor()
  })
  await jo.setViewportSize({ width: 1280, height: 720 })
  await button(jo, 'Invite people').click()
  await jo.getByRole('dialog').waitFor()
  await look(jo, 'invite')
  await jo.keyboard.press('Escape')
  await jo.setViewportSize({ width: 1280, height: 720 })
  await jo.keyboard.press('?')
  await jo.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await look(jo, 'shortcuts')
})
