import type { Locator, Page } from 'playwright-core'

export interface RowWatch {
  /** Most rows that were in the page at once. */
  readonly rows: number
  /** By how much rows moved although nobody scrolled, px. */
  readonly moves: readonly number[]
}

declare global {
  interface Window {
    scrollWatch: { rows: number; moves: Set<number>; frames: number; stop: boolean }
  }
}

/** Throws the scroller to a place (0 top, 1 end), if one is given, and from then on looks at the rows in each frame until
 *  it is read: how many there were at most, and which of them moved by themselves. */
export async function watchRows(log: Locator, place?: number): Promise<void> {
  await log.evaluate((scroller, to) => {
    const watch = { rows: 0, moves: new Set<number>(), frames: 0, stop: false }
    window.scrollWatch = watch
    if (to !== undefined) {
      scroller.scrollTop = to * (scroller.scrollHeight - scroller.clientHeight)
      // When a person scrolls, no task can come between the scrolling and its event.
      scroller.dispatchEvent(new Event('scroll'))
    }
    let last = new Map<string, number>()
    const look = () => {
      if (watch.stop) return
      watch.frames += 1
      const rows = [...scroller.querySelectorAll<HTMLElement>('[data-message]')]
      const now = new Map(rows.map((row) => [row.dataset.message ?? '', row.getBoundingClientRect().top]))
      watch.rows = Math.max(watch.rows, rows.length)
      for (const [id, top] of now) {
        const before = last.get(id)
        if (before !== undefined && Math.abs(before - top) >= 0.5) watch.moves.add(Math.round(top - before))
      }
      last = now
      requestAnimationFrame(look)
    }
    look()
  }, place)
}

export const stopWatch = (page: Page): Promise<RowWatch> =>
  page.evaluate(() => {
    const { rows, moves } = window.scrollWatch
    window.scrollWatch.stop = true
    return { rows, moves: [...moves] }
  })

/** Frames in which older messages come and are drawn. */
const SETTLED_FRAMES = 12

/** Throws the scroller to a place and looks on until it has come to rest. */
export async function fling(page: Page, log: Locator, place: number): Promise<RowWatch> {
  await watchRows(log, place)
  await page.waitForFunction((frames) => window.scrollWatch.frames >= frames, SETTLED_FRAMES)
  return stopWatch(page)
}
