import { test } from '../support/browser-test.ts'
import { look } from '../support/look-steps.ts'
import { expectFlow } from '../support/media-steps.ts'
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

const ROOM = 'Weekly Sync'

test('home, with and without live rooms', async ({ people, server }) => {
  const page = await people.person({ init: tapScript() })
  await page.goto(server.url)
  await page.getByText('All quiet').waitFor()
  await look(page, 'home quiet')
  for (const name of ['Mara Alvarez', 'Tom Berger'])
    await enter(people, server, { room: 'Design review', name })
  await enter(people, server, { room: 'garden', name: 'Lena Stein' })
  await page.getByText('garden', { exact: true }).waitFor()
  await look(page, 'home')
})

test('pre-join', async ({ people, server }) => {
  for (const name of ['Mara Alvarez', 'Tom Berger']) await enter(people, server, { room: 'Pre-join', name })
  const page = await openLink(people, server, { room: 'Pre-join', name: 'Jo' })
  await nameField(page).fill('Jo Diaz')
  await page.getByText('Mara and Tom are here').waitFor()
  await page.getByText('Connection good').waitFor()
  await look(page, 'pre-join')
})

test('a room with one, two and four people', async ({ people, server }) => {
  const jo = await enter(people, server, { room: ROOM, name: 'Jo Diaz' })
  await look(jo, 'room of 1')

  const mara = await enter(people, server, { room: ROOM, name: 'Mara Alvarez' })
  await expectFlow(jo, { peers: 1 })
  await look(jo, 'room of 2')

  const tom = await openLink(people, server, { room: ROOM, name: 'Tom Berger' })
  await nameField(tom).fill('Tom Berger')
  await button(tom, 'Switch camera off').click()
  await joinButton(tom).click()
  await button(tom, 'Mute microphone').click()
  const lena = await enter(people, server, { room: ROOM, name: 'Lena Stein' })
  await button(lena, 'Raise hand').click()
  await tile(jo, 'Tom Berger').getByLabel('muted').waitFor()
  await tile(jo, 'Lena Stein').getByLabel('Hand up, number 1').waitFor()
  await tile(jo, 'Lena Stein').locator('video').waitFor()

  await say(mara, 'The new flow is on staging. Could everyone click through before Thursday?')
  await say(tom, 'Here is the recording of the bug.')
  await say(mara, 'Thanks! 🎉 https://example.org/notes')
  await look(jo, 'room of 4')

  await chatField(lena).pressSequentially('one mo')
  await look(jo, 'chat', async () => {
    if (!(await chatField(jo).isVisible())) await button(jo, 'Chat').click()
    await showTab(jo, 'Chat')
    await said(jo, 'Here is the recording of the bug.').waitFor()
  })
})
