import { mkdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { eventually } from './browser-test.ts'
import { DESKTOP, PHONE } from './browsers.ts'
import { findMisplaced } from './misplaced.ts'

const directory = process.env.UPDATE_GALLERY === '1' ? '../../docs/gallery/' : '../../test-results/screens/'
const SCREENS = new URL(directory, import.meta.url).pathname

const DEVICES = { desktop: DESKTOP, phone: PHONE } as const
export type Device = keyof typeof DEVICES
const THEMES = ['dark', 'light'] as const

/** Looks at a page on both devices in both themes: a picture of each, no finding of axe, nothing out of its place.
 *  @param prepare brings the page to where it is looked at, after the window took its size */
export async function look(
  page: Page,
  name: string,
  prepare: (device: Device) => Promise<void> = async () => {},
): Promise<void> {
  mkdirSync(SCREENS, { recursive: true })
  const findings: string[] = []
  for (const device of ['desktop', 'phone'] as const) {
    await page.setViewportSize(DEVICES[device])
    await prepare(device)
    await page.mouse.move(0, 0)
    for (const theme of THEMES) {
      const where = `${name}-${device}-${theme}`
      await page.emulateMedia({ colorScheme: theme })
      await eventually(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme)
      await page.evaluate(untilStill)
      await page.screenshot({ path: `${SCREENS}${where}.png` })
      const found = [...(await findInaccessible(page, theme)), ...(await page.evaluate(findMisplaced))]
      findings.push(...found.map((finding) => `${where}: ${finding}`))
    }
  }
  expect(findings).toEqual([])
}

/** Runs in the page: waits for what moves, but not for what never stops. */
async function untilStill(): Promise<void> {
  const moving = document
    .getAnimations()
    .filter(({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations === 1)
  await Promise.all(moving.map(({ finished }) => finished.catch(() => undefined)))
}

/** All rules in the first theme; in the second only what the theme can change. */
async function findInaccessible(page: Page, theme: (typeof THEMES)[number]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (theme === THEMES[0]) axe.options({ rules: { 'target-size': { enabled: true } } })
  else axe.withRules(['color-contrast', 'link-in-text-block'])
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  )
}
