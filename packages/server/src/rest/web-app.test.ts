import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { restServer } from './rest.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'roomful-web-'))
const webDir = join(folder, 'dist')
mkdirSync(join(webDir, 'assets'), { recursive: true })
const INLINE = 'document.title = "x"'
const PAGE = `<!doctype html><script>${INLINE}</script><script type="module" src="/assets/app-abc.js"></script>`
writeFileSync(join(webDir, 'index.html'), PAGE)
writeFileSync(join(webDir, 'mark.svg'), '<svg/>')
writeFileSync(join(webDir, '.env'), 'SECRET=1')
writeFileSync(join(webDir, 'assets', 'app-abc.js'), 'export {}')
writeFileSync(join(folder, 'outside.txt'), 'outside')

const server = await restServer({}, { webDir })
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})
const get = (url: string, accept = '*/*') => server.http.inject({ url, headers: { accept } })
const browse = (url: string) => get(url, 'text/html,application/xhtml+xml,*/*;q=0.8')

test.each(['/', '/index.html', '/r/garden', '/r/g%C3%A4rten%2F1', '/r/v1.0', '/admin'])(
  '[RS11] %s is the page',
  async (url) => {
    const answer = await browse(url)
    expect([answer.statusCode, answer.body]).toEqual([200, PAGE])
    expect(answer.headers['cache-control']).toBe('no-cache')
  },
)

test('[RS11] files are files: hashed ones for ever, others fresh', async () => {
  const script = await get('/assets/app-abc.js')
  expect(script.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'application/javascript; charset=utf-8',
  })
  expect((await get('/mark.svg')).headers['cache-control']).toBe('no-cache')
  expect((await server.http.inject({ method: 'HEAD', url: '/mark.svg' })).statusCode).toBe(200)
})

test('[RS11] an unknown page is the page, as 404; an unknown file or call is a problem', async () => {
  const page = await browse('/nowhere')
  expect([page.statusCode, page.body]).toEqual([404, PAGE])
  for (const url of ['/assets/none.js', '/api/none', '/v1'])
    expect((await browse(url)).json()).toMatchObject({ code: 'not_found' })
  expect((await get('/nowhere')).json()).toMatchObject({ code: 'not_found' })
})

test('[RS11] a link that was cut in two is the page too, as 400; for programs it is a problem', async () => {
  const page = await browse('/r/%E0%A4%A')
  expect([page.statusCode, page.body]).toEqual([400, PAGE])
  expect(page.headers['content-security-policy']).toContain("default-src 'self'")
  expect((await get('/r/%E0%A4%A')).json()).toMatchObject({ code: 'bad_frame' })
  expect((await browse('/api/rooms/%E0%A4%A')).json()).toMatchObject({ code: 'bad_frame' })
})

test.each([
  '/assets/',
  '/assets',
  '/.env',
  '/../outside.txt',
  '/..%2foutside.txt',
  '/%2e%2e/outside.txt',
  '/assets/..%2f..%2foutside.txt',
  '/assets/%2e%2e/%2e%2e/outside.txt',
  '/..%5coutside.txt',
  '/mark.svg%00.html',
  '//etc/passwd',
])('[RS10] %s shows nothing', async (url) => {
  const answer = await get(url)
  expect([400, 403, 404]).toContain(answer.statusCode)
  expect(answer.headers['content-type']).toBe('application/problem+json')
})

test('[RS10] the page runs its own scripts only, inline ones by hash', async () => {
  const answer = await server.http.inject({ url: '/', headers: { host: 'rooms.test:3000' } })
  const policy = String(answer.headers['content-security-policy'])
  const hash = createHash('sha256').update(INLINE).digest('base64')
  expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`)
  expect(policy).toContain("connect-src 'self' ws://rooms.test:3000 wss://rooms.test:3000;")
  expect(policy).toContain("frame-ancestors 'self'")
})

test('[RS10] a strange Host does not enter the policy', async () => {
  const answer = await server.http.inject({ url: '/', headers: { host: 'x; script-src *' } })
  expect(answer.headers['content-security-policy']).not.toContain('script-src *')
})

test('[RS11] without a web app the page says what to do', async () => {
  const bare = await restServer()
  const answer = await bare.http.inject('/r/garden')
  expect(answer.statusCode).toBe(503)
  expect(answer.body).toContain('npm start')
  await bare.close()
})
