import { expect } from 'vitest'
import { eventually, test } from '../support/browser-test.ts'
import type { People } from '../support/browsers.ts'
import { fillRoom, lineOf } from '../support/fill-room.ts'
import {
  chatLog,
  enter,
  joinButton,
  leaveButton,
  nameField,
  openLink,
  said,
  showTab,
} from '../support/room-steps.ts'
import { fling, stopWatch, watchRows } from '../support/scroll-watch.ts'
import type { ServerProcess } from '../support/server-process.ts'

const MANY = 10_000
const FEW = 100
const ROWS = 120
/** To the top, where older ones are brought in; and how many messages the page then knows at least. */
const FLINGS = 40
const LOADED = 700
/** Of what joining costs. */
const TOLERANCE = 0.1
const ROWS_READ = 'roomful_storage_rows_read_total'

async function rowsRead(server: ServerProcess): Promise<number> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  const found = new RegExp(`^${ROWS_READ} (\\d+)`, 'm').exec(metrics)
  if (!found) throw new Error(`/metrics has no ${ROWS_READ}`)
  return Number(found[1])
}

/** What it costs to join a room that is not in the server's memory. */
async function joinCost(
  people: People,
  server: ServerProcess,
  room: string,
): Promise<{ bytes: number; rows: number }> {
  await server.stop()
  await server.start()
  const page = await openLink(people, server, { room, name: 'Ann' })
  let bytes = 0
  let complete = false
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (complete) return
      bytes += Buffer.byteLength(payload)
      const frame: { t: string; last?: boolean } = JSON.parse(String(payload))
      complete = frame.t === 'snapshot' && frame.last === true
    }),
  )
  // The socket that counts is a new one.
  await page.reload()
  await nameField(page).fill('Ann')
  const before = await rowsRead(server)
  await joinButton(page).click()
  await leaveButton(page).waitFor()
  await eventually(() => complete).toBe(true)
  const rows = (await rowsRead(server)) - before
  await people.leave()
  return { bytes, rows }
}

test('joining costs the same after 100 and after 10,000 messages', async ({ people, server }) => {
  await fillRoom(server, { room: 'short', name: 'Writer', to: FEW })
  await fillRoom(server, { room: 'long', name: 'Writer', to: MANY })
  const short = await joinCost(people, server, 'short')
  const long = await joinCost(people, server, 'long')
  for (const cost of ['bytes', 'rows'] as const) {
    expect(short[cost]).toBeGreaterThan(0)
    expect(Math.abs(long[cost] - short[cost]) / short[cost], cost).toBeLessThanOrEqual(TOLERANCE)
  }
})

test('10,000 messages: few rows in the page, and nothing moves when older ones come', async ({
  people,
  server,
}) => {
  await fillRoom(server, { room: 'history', name: 'Writer', to: MANY })
  const page = await enter(people, server, { room: 'history', name: 'Ann' })
  await showTab(page, 'Chat')
  await said(page, lineOf(MANY)).waitFor()

  for (const place of [...Array.from({ length: FLINGS }, () => 0), 1, 0.5, 0, 1]) {
    const { rows, moves } = await fling(page, chatLog(page), place)
    if (place === 0) expect(moves).toEqual([])
    expect(rows).toBeGreaterThan(3)
    expect(rows).toBeLessThanOrEqual(ROWS)
  }
  expect(Number(await chatLog(page).getAttribute('data-messages'))).toBeGreaterThanOrEqual(LOADED)
  await fling(page, chatLog(page), 0)
  await page.getByRole('button', { name: 'To the newest messages' }).click()
  await eventually(() => said(page, lineOf(MANY)).isVisible()).toBe(true)
})

test('who reads above is not pulled down by new messages, and is told how many there are', async ({
  people,
  server,
}) => {
  await fillRoom(server, { room: 'reading', name: 'Writer', to: 200 })
  const page = await enter(people, server, { room: 'reading', name: 'Ann' })
  await showTab(page, 'Chat')
  await said(page, lineOf(200)).waitFor()
  await watchRows(chatLog(page), 0.5)
  await fillRoom(server, { room: 'reading', name: 'Writer', from: 201, to: 203 })
  const pill = page.getByRole('button', { name: /3 new/ })
  await pill.waitFor()
  expect((await stopWatch(page)).moves).toEqual([])
  await pill.click()
  await eventually(() => said(page, lineOf(203)).isVisible()).toBe(true)
  await pill.waitFor({ state: 'detached' })
})
