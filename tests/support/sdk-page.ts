import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import type { Page } from 'playwright-core'

const ROOT = new URL('../..', import.meta.url)
const PREFIX = '/sources/'
const PACKAGES = {
  '@roomful/client': 'packages/client/src/index.ts',
  '@roomful/protocol/faults': 'packages/protocol/src/faults.ts',
  '@roomful/protocol/limits': 'packages/protocol/src/limits.ts',
}

const importMap = JSON.stringify({
  imports: Object.fromEntries(Object.entries(PACKAGES).map(([name, path]) => [name, PREFIX + path])),
})

/** Opens a page of the server's origin that runs `script` (a path from the root) with our sources as they are: types
 *  stripped, nothing bundled. Chromium takes such a page for a foreign one, so its person must be allowed
 *  `local-network-access`. */
export async function openSources(page: Page, origin: string, script: string): Promise<void> {
  await page.route(`${origin}${PREFIX}**`, async (route) => {
    const path = new URL(route.request().url()).pathname.slice(PREFIX.length)
    if (path === '') {
      const body = `<!doctype html><title>sources</title><script type="importmap">${importMap}</script>
<script type="module" src="${PREFIX}${script}"></script>`
      await route.fulfill({ contentType: 'text/html', body })
      return
    }
    const body = stripTypeScriptTypes(readFileSync(new URL(path, ROOT), 'utf8'))
    await route.fulfill({ contentType: 'text/javascript', body })
  })
  await page.goto(origin + PREFIX)
}
