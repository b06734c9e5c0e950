import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually, test } from '../support/browser-test.ts'
import {
  button,
  enter,
  joinButton,
  leaveButton,
  nameField,
  openLink,
  person,
  showTab,
} from '../support/room-steps.ts'
import type { ServerProcess } from '../support/server-process.ts'

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const homeLink = (page: Page) => page.getByRole('link', { name: 'Go home' })

async function createRoom(server: ServerProcess, room: object): Promise<void> {
  const { token } = await server.guest('Host')
  const answer = await fetch(`${server.url}/api/rooms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(room),
  })
  expect(answer.status).toBe(201)
}
async function tryToEnter(page: Page, name: string): Promise<void> {
  await nameField(page).fill(name)
  await joinButton(page).click()
}
async function goesHome(page: Page): Promise<void> {
  await homeLink(page).click()
  await page.getByRole('button', { name: 'Enter room' }).waitFor()
}

test('a full room says so, and lets in by "Try again" when somebody has left', async ({ people, server }) => {
  await createRoom(server, { title: 'Small', slug: 'small', capacity: 1 })
  const ann = await enter(people, server, { room: 'small', name: 'Ann' })
  const bob = await openLink(people, server, { room: 'small', name: 'Bob' })
  await bob.getByText('The room is full right now').waitFor()
  await tryToEnter(bob, 'Bob')
  await title(bob, 'The room is full').waitFor()
  await homeLink(bob).waitFor()
  await leaveButton(ann).click()
  await button(bob, 'Try again').click()
  await joinButton(bob).or(leaveButton(bob)).first().waitFor()
  if (await joinButton(bob).isVisible()) await joinButton(bob).click()
  await leaveButton(bob).waitFor()
})

test('a room for people with an account says so to guests', async ({ people, server }) => {
  await createRoom(server, { title: 'Members', slug: 'members', access: 'users' })
  const page = await openLink(people, server, { room: 'members', name: 'Eve' })
  await tryToEnter(page, 'Eve')
  await title(page, 'Only people with an account may enter').waitFor()
  await page.getByText('Ask the host to open the room for guests.').waitFor()
  await goesHome(page)
})

test('a server that is away is named, and "Try again" gets in once it is back', async ({
  people,
  server,
}) => {
  const page = await openLink(people, server, { room: 'gone', name: 'Ann' })
  await server.stop('SIGKILL')
  await tryToEnter(page, 'Ann')
  await title(page, 'The server does not answer').waitFor()
  await server.start()
  await button(page, 'Try again').click()
  await joinButton(page).or(leaveButton(page)).first().waitFor()
  if (await joinButton(page).isVisible()) await joinButton(page).click()
  await leaveButton(page).waitFor()
})

test('an unknown page says so and leads home', async ({ people, server }) => {
  const page = await people.person()
  await page.goto(`${server.url}/no/such/page`)
  await title(page, 'There is nothing here').waitFor()
  await goesHome(page)
})

test.for([
  ['of 129 characters', `/r/${'x'.repeat(129)}`],
  ['with a control character', '/r/a%07b'],
  ['with a broken escape', '/r/%E0%A4%A'],
])('a room name %s is refused in words', async ([, path], { people, server }) => {
  const page = await people.person()
  await page.goto(`${server.url}${path}`)
  await title(page, /That cannot be the name of a room|There is nothing here/).waitFor()
  await goesHome(page)
})

test('the home page names what is wrong with a room name', async ({ people, server }) => {
  const page = await people.person()
  await page.goto(server.url)
  const field = page.getByRole('textbox', { name: 'Room name or invite link' })
  for (const [typed, answer] of [
    ['   ', 'Give the room a name first.'],
    ['x'.repeat(129), 'A room name has at most 128 characters.'],
    ['https://elsewhere.example/r/garden', 'That link belongs to another server.'],
  ] as const) {
    await field.fill(typed)
    await field.press('Enter')
    await eventually(() => page.getByRole('alert').innerText()).toContain(answer)
  }
})

test('two tabs of one person are one entry', async ({ people, server }) => {
  const ann = await enter(people, server, { room: 'tabs', name: 'Ann' })
  const bob = await enter(people, server, { room: 'tabs', name: 'Bob' })
  const second = await bob.context().newPage()
  await second.goto(bob.url())
  await joinButton(second).or(leaveButton(second)).first().waitFor()
  if (await joinButton(second).isVisible()) await joinButton(second).click()
  await leaveButton(second).waitFor()
  await showTab(ann, 'People')
  await eventually(() => person(ann, 'Bob', 'In the room').count()).toBe(1)
  await eventually(() => tilesOf(ann)).toBe(3)
  await bob.close()
  await eventually(() => tilesOf(ann)).toBe(2)
  expect(await person(ann, 'Bob', 'In the room').count()).toBe(1)
  expect(await person(ann, 'Bob', 'Were here').count()).toBe(0)
})
const tilesOf = (page: Page) => page.getByRole('region', { name: 'Stage' }).locator('[data-tile]').count()
