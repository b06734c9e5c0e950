import { mkdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually } from './browser-test.ts'
import { DESKTOP, PHONE } from './browsers.ts'

const directory = process.env.UPDATE_GALLERY === '1' ? '../../docs/gallery/' : '../../test-results/screens/'
const SCREENS = new URL(directory, import.meta.url).pathname

const DEVICES = { desktop: DESKTOP, phone: PHONE } as const
export type Device = keyof typeof DEVICES
const THEMES = ['dark', 'light'] as const

/** Looks at a page on both devices in both themes: a picture of each, no finding of axe, nothing beside the screen.
 *  @param prepare brings the page to where it is looked at, after the window took its size */
export async function look(
  page: Page,
  name: string,
  prepare: (device: Device) => Promise<void> = async () => {},
): Promise<void> {
  mkdirSync(SCREENS, { recursive: true })
  for (const device of ['desktop', 'phone'] as const) {
    await page.setViewportSize(DEVICES[device])
    await prepare(device)
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme })
      await eventually(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme)
      await page.evaluate(async () => {
        await Promise.all(
          document
            .getAnimations()
            .map((each) =>
              each.playState === 'running' && each.effect?.getTiming().iterations !== Number.POSITIVE_INFINITY
                ? each.finished.catch(() => undefined)
                : undefined,
            ),
        )
      })
      await page.screenshot({ path: `${SCREENS}${name} ${device} ${theme}.png` })
      await expectAccessible(page, `${name} ${device} ${theme}`)
    }
    await expectWithin(page, `${name} ${device}`)
  }
}

async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'target-size': { enabled: true } } })
    .setLegacyMode()
    .analyze()
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  )
  expect(findings, where).toEqual([])
}

/** Nothing to scroll sideways, and nothing to press or read that lies beside the screen. */
async function expectWithin(page: Page, where: string): Promise<void> {
  const beside = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const all = [...document.querySelectorAll<HTMLElement>('button, a, input, textarea, select, h1, h2')]
    const out = all.filter((each) => {
      const { left, right, width: own } = each.getBoundingClientRect()
      return (
        own > 1 &&
        each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        (left < -1 || right > width + 1)
      )
    })
    return {
      scrolls: document.documentElement.scrollWidth > width,
      out: out.map((each) => each.getAttribute('aria-label') ?? each.innerText),
    }
  })
  expect(beside, where).toEqual({ scrolls: false, out: [] })
}
