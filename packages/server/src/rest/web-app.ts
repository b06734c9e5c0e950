import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { pagePolicy } from './headers.ts'
import type { Http, RestOptions } from './options.ts'
import { hostOf, type Trust } from './proxies.ts'

export interface WebApp {
  /** Whether a browser asks for a page, not a program for a file. */
  isWanted(request: FastifyRequest): boolean
  send(request: FastifyRequest, reply: FastifyReply, status?: number): FastifyReply
}

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Roomful</title>
<body style="font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem">
<h1>The web app is not built</h1>
<p>The server runs: <a href="/docs">API reference</a>, <a href="/healthz">health</a>.</p>
<p>Stop it, then build and start both with <code>npm start</code>.</p>`

/** Pages that the web app has; it routes by itself from there. */
const PAGES = ['/', '/index.html', '/r/*', '/admin']
/** Below these, nothing is a page. */
const NO_PAGES =
  /^\/(?:api|v1|assets|files|uploads|static|metrics|healthz|readyz|openapi|asyncapi)(?:[/?.]|$)/

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi

/** CSP names inline scripts by hash, so that a theme can be set before the first paint. */
const hashesOf = (html: string) =>
  [...html.matchAll(INLINE_SCRIPT)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  )

/** index.html, read again when it was built anew. */
function createPage(path: string) {
  let page: { html: string; hashes: string[]; builtAt: number } | undefined
  return () => {
    if (!existsSync(path)) return { html: NOT_BUILT, hashes: [], builtAt: 0 }
    const builtAt = statSync(path).mtimeMs
    if (page?.builtAt !== builtAt) {
      const html = readFileSync(path, 'utf8')
      page = { html, hashes: hashesOf(html), builtAt }
    }
    return page
  }
}

async function serveFiles(http: Http, webDir: string): Promise<void> {
  await http.register(fastifyStatic, {
    root: webDir,
    index: false,
    list: false,
    dotfiles: 'ignore',
    redirect: false,
    cacheControl: false,
    // The build leaves .br and .gz beside each file.
    preCompressed: true,
    setHeaders(reply, path) {
      const isHashed = path.startsWith(join(webDir, 'assets'))
      reply.headers({
        'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        // Workers run under the policy of their own file.
        'content-security-policy': pagePolicy(undefined, []),
      })
    },
  })
}

const createApp = (page: ReturnType<typeof createPage>, trust: Trust): WebApp => ({
  isWanted: ({ method, url, headers }) =>
    (method === 'GET' || method === 'HEAD') &&
    !NO_PAGES.test(url) &&
    (headers.accept ?? '').includes('text/html'),
  send(request, reply, status = 200) {
    const { html, hashes, builtAt } = page()
    return reply
      .code(builtAt === 0 && status === 200 ? 503 : status)
      .headers({
        'content-security-policy': pagePolicy(hostOf(request.raw, trust), hashes),
        'cache-control': 'no-cache',
      })
      .type('text/html; charset=utf-8')
      .send(html)
  },
})

/** Serves the built web app: hashed files for ever, the page fresh each time. */
export async function webApp(http: Http, { webDir, trust, log }: RestOptions): Promise<WebApp> {
  const page = createPage(join(webDir, 'index.html'))
  if (existsSync(webDir)) await serveFiles(http, webDir)
  else log.warn({ webDir }, 'the web app is not built')
  const app = createApp(page, trust)
  for (const url of PAGES)
    http.route({
      method: 'GET',
      url,
      schema: { hide: true },
      handler: async (request, reply) => app.send(request, reply),
    })
  return app
}
