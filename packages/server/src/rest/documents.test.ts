import { COMMANDS, EVENTS, QUERIES } from '@roomful/protocol'
import { afterAll, expect, test } from 'vitest'
import { restServer } from './rest.fixture.ts'

const server = await restServer()
afterAll(server.close)
const get = (url: string) => server.http.inject(url)

test('[RS14] OpenAPI 3.1 names every route of the API', async () => {
  const document = (await get('/openapi.json')).json()
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toEqual([
    '/api/auth/guest',
    '/api/auth/admin',
    '/api/auth/me',
    '/api/rooms',
    '/api/rooms/{slug}',
    '/api/rooms/{slug}/messages',
    '/api/rooms/{slug}/participants',
    '/api/ice',
    '/healthz',
    '/readyz',
    '/metrics',
  ])
  const refs = JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)
  for (const [, name] of refs) expect(Object.keys(document.components.schemas)).toContain(name)
})

test('[RS14] AsyncAPI 3 names every command, query and event of the catalogue', async () => {
  const document = (await get('/asyncapi.json')).json()
  expect(document.asyncapi).toBe('3.0.0')
  const { messages } = document.channels.socket
  for (const name of Object.keys({ ...COMMANDS, ...QUERIES })) {
    expect(messages[name].payload.properties.type).toMatchObject({ const: name })
    expect(document.operations[name].messages).toEqual([{ $ref: `#/channels/socket/messages/${name}` }])
  }
  const outbound = JSON.stringify([messages.events, messages.live])
  for (const name of Object.keys(EVENTS)) expect(outbound).toContain(`"const":"${name}"`)
})

test('[RS14] the reference comes from us alone', async () => {
  const page = await get('/docs/')
  expect(page.statusCode).toBe(200)
  expect(page.body).not.toMatch(/(?:src|href)="https?:/)
  expect(page.headers['content-security-policy']).toContain("connect-src 'self'")
  const script = await get('/docs/js/scalar.js')
  expect(script.headers['content-type']).toContain('javascript')
  expect(script.body.length).toBeGreaterThan(1_000_000)
  expect((await get('/docs')).headers.location).toBe('/docs/')
  expect((await get('/llms.txt')).body).toContain('/asyncapi.json')
})
