import type { Page } from 'playwright-core'

export interface View {
  readonly name: string
  readonly path: string
  readonly themes?: readonly ('dark' | 'light')[]
  readonly sizes?: readonly ('desktop' | 'phone')[]
  readonly permissions?: string[]
  readonly locale?: string
  readonly stored?: Record<string, string>
  /** Answers for addresses of the server; null: no answer at all. */
  readonly answers?: Record<string, { status?: number; json: unknown } | null>
  readonly act?: (page: Page) => Promise<void>
  /** Name of the error that getUserMedia ends with; `insecure`: there is no getUserMedia. */
  readonly media?: string
}

const MINUTE_MS = 60_000
const room = (
  slug: string,
  title: string,
  kind: string,
  count: number,
  names: string[],
  minutes: number,
) => ({
  slug,
  kind,
  title,
  access: 'link',
  capacity: 1000,
  created_at: 0,
  active_count: count,
  names,
  live_since: Date.now() - minutes * MINUTE_MS,
})
const WEEKLY = room(
  'weekly',
  'All Users Weekly Sync',
  'meeting',
  12,
  ['Mara Alvarez', 'Tom Berger', 'Lena Stein'],
  34,
)
const ROOMS = [
  WEEKLY,
  room(
    'spring-festival',
    'Spring Festival, main stage',
    'show',
    1204,
    ['musiclover87', 'concert_junkie', 'ryoko'],
    95,
  ),
  room('garden', 'garden', 'open', 3, ['Kim Osei', 'Ada', 'Jo Diaz'], 6),
  room('english-b2', 'English B2 with Tina', 'session', 2, ['Tina Tutor', 'Stan Student'], 21),
]
const NAMED = { 'roomful.name': 'Jo Diaz' }
const list = (items: unknown[]) => ({ '**/api/rooms?*': { json: { items, next_cursor: null } } })

const inside = { '**/api/rooms/*': { json: WEEKLY }, '**/healthz': { json: {} } }
const FAULTS = {
  denied: 'NotAllowedError',
  missing: 'NotFoundError',
  busy: 'NotReadableError',
  insecure: 'insecure',
}
const nobody = {
  '**/api/rooms/*': { status: 404, json: { code: 'room_not_found' } },
  '**/healthz': { json: {} },
}

export const VIEWS: readonly View[] = [
  { name: 'home', path: '/', stored: NAMED, answers: list(ROOMS) },
  { name: 'home-empty', path: '/', answers: list([]), themes: ['dark'] },
  { name: 'home-away', path: '/', answers: { '**/api/rooms?*': null }, themes: ['light'], locale: 'de-DE' },
  { name: 'prejoin', path: '/r/weekly', stored: NAMED, answers: inside },
  { name: 'prejoin-first', path: '/r/design-review', answers: nobody, themes: ['dark'] },
  ...Object.entries(FAULTS).map(([fault, media]) => ({
    name: `prejoin-${fault}`,
    path: '/r/design-review',
    answers: nobody,
    stored: NAMED,
    media,
  })),
  { name: 'room-1', path: '/gallery.html?people=1&chat=empty' },
  { name: 'room-2', path: '/gallery.html?people=2' },
  { name: 'room-4', path: '/gallery.html?people=4&typing=1&toast' },
  { name: 'room-5', path: '/gallery.html?people=5', themes: ['dark'] },
  { name: 'room-9', path: '/gallery.html?people=9&typing=3', themes: ['dark'] },
  { name: 'room-16', path: '/gallery.html?people=16' },
  { name: 'room-share', path: '/gallery.html?people=5&share&video', themes: ['dark'] },
  { name: 'room-states', path: '/gallery.html?people=5&states&lost&muted' },
  { name: 'room-full', path: '/gallery.html?people=4&full&chat=failed', themes: ['light'] },
  { name: 'people', path: '/gallery.html?people=6', act: async (page) => page.keyboard.press('p') },
  {
    name: 'menu',
    path: '/gallery.html?people=4',
    act: async (page) => page.getByRole('button', { name: 'More' }).click(),
  },
  {
    name: 'dialog-invite',
    path: '/gallery.html?people=4',
    act: async (page) => page.getByRole('button', { name: 'Invite people' }).click(),
  },
  { name: 'dialog-keys', path: '/gallery.html?people=4', act: async (page) => page.keyboard.press('?') },
  {
    name: 'dialog-devices',
    path: '/gallery.html?people=4',
    act: async (page) => {
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Camera and sound' }).click()
    },
  },
  {
    name: 'chat-actions',
    path: '/gallery.html?people=4&chat=failed',
    sizes: ['desktop'],
    act: async (page) => {
      await page.getByText('Only on phones').hover()
      await page.getByRole('button', { name: 'React' }).last().click()
    },
  },
  {
    name: 'chat-phone',
    path: '/gallery.html?people=4&typing=2&chat=failed',
    sizes: ['phone'],
    act: async (page) => page.keyboard.press('c'),
  },
  { name: 'german', path: '/gallery.html?people=4&typing=2', locale: 'de-DE', themes: ['light'] },
  { name: 'not-found', path: '/nowhere', themes: ['dark'] },
]
