// Takes pictures of every view and lets axe look at it: node gallery/shoot.ts <directory> [part of a name].
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createServer } from 'vite'
import { VIEWS, type View } from './views.ts'

const [directory = '/tmp/roomful-gallery', part = ''] = process.argv.slice(2)
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
]
const SIZES = { desktop: { width: 1280, height: 720 }, phone: { width: 360, height: 740 } }

async function shoot(browser: Browser, base: string, view: View): Promise<void> {
  for (const theme of view.themes ?? (['dark', 'light'] as const)) {
    for (const size of view.sizes ?? (['desktop', 'phone'] as const)) {
      const context = await browser.newContext({
        viewport: SIZES[size],
        colorScheme: theme,
        permissions: view.permissions ?? ['camera', 'microphone'],
        deviceScaleFactor: 1,
        hasTouch: size === 'phone',
        locale: view.locale ?? 'en-GB',
      })
      const page = await context.newPage()
      page.on('pageerror', (error) => console.error(`${view.name}: ${error.message}`))
      page.on('console', (line) => line.type() === 'error' && console.error(`${view.name}: ${line.text()}`))
      for (const [pattern, answer] of Object.entries(view.answers ?? {}))
        await page.route(pattern, (route) =>
          answer === null
            ? route.abort()
            : route.fulfill({ status: answer.status ?? 200, json: answer.json }),
        )
      await take(page, base, view, join(directory, `${view.name}-${size}-${theme}.png`))
      await context.close()
    }
  }
}

async function take(page: Page, base: string, view: View, path: string): Promise<void> {
  await page.addInitScript((stored) => {
    for (const [key, value] of Object.entries(stored)) localStorage.setItem(key, value)
  }, view.stored ?? {})
  if (view.media)
    await page.addInitScript((name) => {
      if (name === 'insecure') {
        Object.defineProperty(navigator, 'mediaDevices', { value: undefined })
        Object.defineProperty(globalThis, 'isSecureContext', { value: false })
      } else navigator.mediaDevices.getUserMedia = async () => Promise.reject(new DOMException('', name))
    }, view.media)
  await page.goto(base + view.path)
  await page.waitForLoadState('networkidle')
  await view.act?.(page)
  await page.waitForTimeout(350)
  await page.screenshot({ path })
  const { violations } = await new AxeBuilder({ page }).analyze()
  for (const { id, nodes } of violations)
    for (const { html, failureSummary } of nodes)
      console.error(`${path}\n  axe ${id}: ${html}\n  ${failureSummary}`)
}

await mkdir(directory, { recursive: true })
const server = await createServer({
  root: fileURLToPath(new URL('..', import.meta.url)),
  server: { port: 15_173, proxy: {}, hmr: false, watch: null },
  logLevel: 'error',
})
await server.listen()
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS })
try {
  for (const view of VIEWS) if (view.name.includes(part)) await shoot(browser, 'http://localhost:15173', view)
} finally {
  await browser.close()
  await server.close()
}
