import type { Locator, Page } from 'playwright-core'
import { eventually, PATIENCE_MS } from './browser-test.ts'
import type { People, PersonOptions } from './browsers.ts'
import type { ServerProcess } from './server-process.ts'
import { type TapOptions, tapScript } from './tap.ts'

export interface Visit extends Omit<PersonOptions, 'init'>, TapOptions {
  readonly room: string
  readonly name: string
  /** More that runs before any script of the page. */
  readonly init?: string
  /** Name of the server in the address. */
  readonly host?: string
}

/** Opens the link of a room and stops before the door. */
export async function openLink(
  people: People,
  server: ServerProcess,
  { room, name: _name, relayOnly = false, init = '', host, ...options }: Visit,
): Promise<Page> {
  const page = await people.person({ ...options, init: `${tapScript({ relayOnly })};${init}` })
  page.setDefaultTimeout(PATIENCE_MS)
  const origin = new URL(server.url)
  if (host) origin.hostname = host
  await page.goto(`${origin.origin}/r/${encodeURIComponent(room)}`)
  await joinButton(page).waitFor()
  return page
}

/** From the link into the room, as a person with a mouse does it. */
export async function enter(people: People, server: ServerProcess, visit: Visit): Promise<Page> {
  const page = await openLink(people, server, visit)
  await nameField(page).click()
  await nameField(page).fill(visit.name)
  await joinButton(page).click()
  await leaveButton(page).waitFor()
  return page
}

const named = (
  page: Page,
  role: 'button' | 'textbox' | 'tab' | 'log' | 'region',
  name: string | RegExp,
): Locator => page.getByRole(role, { name, ...(typeof name === 'string' ? { exact: true } : {}) })

export const button = (page: Page, name: string | RegExp): Locator => named(page, 'button', name)
export const nameField = (page: Page): Locator => named(page, 'textbox', 'your name')
export const joinButton = (page: Page): Locator => button(page, 'Join now')
export const leaveButton = (page: Page): Locator => button(page, 'Leave')
export const stage = (page: Page): Locator => named(page, 'region', 'Stage')
export const chatField = (page: Page): Locator => named(page, 'textbox', 'Write to everyone')
export const chatLog = (page: Page): Locator => named(page, 'log', 'Messages')
export const tab = (page: Page, name: 'People' | 'Chat'): Locator =>
  named(page, 'tab', new RegExp(`^${name}`))

export async function showTab(page: Page, name: 'People' | 'Chat'): Promise<void> {
  await tab(page, name).click()
  await eventually(() => tab(page, name).getAttribute('aria-selected')).toBe('true')
}

export async function say(page: Page, text: string): Promise<void> {
  await chatField(page).fill(text)
  await chatField(page).press('Enter')
}
/** Rows of the chat that bear the text. */
export const said = (page: Page, text: string): Locator => chatLog(page).getByText(text, { exact: true })

export const tiles = (page: Page): Locator => stage(page).locator('[data-tile]')
/** The tile of that label: a name, "You", "Ann’s screen". */
export const tile = (page: Page, label: string): Locator =>
  tiles(page).filter({ has: page.getByText(label, { exact: true }) })

/** The entry of a person in one part of the list. */
export const person = (page: Page, name: string, part: 'In the room' | 'Were here'): Locator =>
  page
    .getByRole('list', { name: part })
    .getByRole('listitem')
    .filter({ has: page.getByText(new RegExp(`^${name}( \\(you\\))?$`)) })
