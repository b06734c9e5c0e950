import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import puppeteer, { type Browser as Firefox } from 'puppeteer-core'

/** Debian's Chromium with a fake camera and microphone; no picker asks, nothing calls home. */
const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
]
/** What the browser itself logs when a server is away or refuses; the tests look at what the page makes of it. */
const OF_THE_NETWORK = /^Failed to load resource|^WebSocket connection to|net::ERR_/
export const DESKTOP = { width: 1280, height: 720 }
export const PHONE = { width: 360, height: 740 }

export interface PersonOptions {
  readonly viewport?: { width: number; height: number }
  readonly colorScheme?: 'dark' | 'light'
  readonly locale?: string
  /** Runs before any script of the page. */
  readonly init?: string
  readonly reducedMotion?: 'reduce' | 'no-preference'
  /** Default: camera and microphone. */
  readonly permissions?: string[]
}

/** One Chromium; each person gets a context, hence cookies and storage, of their own. */
export class People {
  readonly #browser: Browser
  readonly #contexts: BrowserContext[] = []
  /** Errors that any page threw or logged; a test that ends with some has failed. */
  readonly errors: string[] = []

  private constructor(browser: Browser) {
    this.#browser = browser
  }

  static async launch(flags: readonly string[] = []): Promise<People> {
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: [...CHROMIUM_FLAGS, ...flags],
    })
    return new People(browser)
  }

  async person({ init, ...options }: PersonOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: DESKTOP,
      colorScheme: 'dark',
      locale: 'en-GB',
      reducedMotion: 'reduce',
      permissions: ['camera', 'microphone'],
      ...options,
    })
    this.#contexts.push(context)
    if (init) await context.addInitScript(init)
    context.on('weberror', (found) => {
      const error = found.error()
      this.errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
    })
    context.on('console', (line) => {
      if (line.type() !== 'error' || OF_THE_NETWORK.test(line.text())) return
      this.errors.push(`console: ${line.text()} at ${line.location().url}`)
    })
    return context.newPage()
  }

  /** Pictures of all open pages, `<path> 1.png` and so on. */
  async photograph(path: string): Promise<void> {
    const pages = this.#contexts.flatMap((context) => context.pages())
    await Promise.all(pages.map((page, at) => page.screenshot({ path: `${path} ${at + 1}.png` })))
  }

  /** Ends everybody's pages, so that the next test begins alone with the machine. */
  async leave(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close()
  }
}

/** Debian's Firefox ESR with fake devices; Playwright cannot drive it, puppeteer can. */
export function launchFirefox(): Promise<Firefox> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
    },
  })
}
