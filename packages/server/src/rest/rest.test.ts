import { afterAll, expect, test } from 'vitest'
import { REST_LIMITS } from './limiter.ts'
import { NOW_MS, restServer } from './rest.fixture.ts'
import { GUEST_COOKIE } from './sessions.ts'

const server = await restServer()
afterAll(server.close)
const { http } = server

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  http.inject({ method: 'POST', url, payload, headers })
const cookieOf = (answer: Awaited<ReturnType<typeof post>>) =>
  answer.cookies.find(({ name }) => name === GUEST_COOKIE)

test('[ID1] the cookie keeps a browser the same guest', async () => {
  const first = await post('/api/auth/guest', { name: ' Ann ' })
  expect(first.json()).toMatchObject({ principal: { kind: 'guest', name: 'Ann', admin: false } })
  const cookie = cookieOf(first)
  expect(cookie).toMatchObject({ value: first.json().token, httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(cookie?.secure).toBeUndefined()
  expect(cookie?.expires?.getTime()).toBe(NOW_MS + 30 * 24 * 3_600_000)
  const again = await http.inject({
    method: 'POST',
    url: '/api/auth/guest',
    payload: { name: 'Anna' },
    cookies: { [GUEST_COOKIE]: cookie?.value ?? '' },
  })
  expect(again.json().principal).toEqual({ ...first.json().principal, name: 'Anna' })
  const me = await http.inject({
    url: '/api/auth/me',
    cookies: { [GUEST_COOKIE]: cookieOf(again)?.value ?? '' },
  })
  expect(me.json()).toEqual(again.json().principal)
})

test('[ID9] a stale cookie is nobody: reading goes on, a new guest is made', async () => {
  const cookies = { [GUEST_COOKIE]: 'x.y.z' }
  expect((await http.inject({ url: '/api/rooms', cookies })).statusCode).toBe(200)
  expect((await http.inject({ url: '/api/auth/me', cookies })).json()).toMatchObject({
    code: 'token_invalid',
  })
  const fresh = await http.inject({
    method: 'POST',
    url: '/api/auth/guest',
    payload: { name: 'Ann' },
    cookies,
  })
  expect(fresh.statusCode).toBe(200)
})

test('[ID7] the admin link makes this guest an admin, once', async () => {
  server.addTicket('t1')
  const ann = await post('/api/auth/guest', { name: 'Ann' })
  const cookies = { [GUEST_COOKIE]: cookieOf(ann)?.value ?? '' }
  const claim = { method: 'POST', url: '/api/auth/admin', payload: { ticket: 't1' }, cookies } as const
  const admin = await http.inject(claim)
  expect(admin.json().principal).toEqual({ ...ann.json().principal, admin: true })
  expect((await http.inject(claim)).json()).toMatchObject({ code: 'ticket_invalid' })
})

test('[RS6] rooms are made by those who are somebody, and read by members', async () => {
  expect((await post('/api/rooms', { title: 'Garden' })).json()).toMatchObject({ code: 'unauthorized' })
  const ann = await server.guest('Ann')
  const made = await post('/api/rooms', { title: ' Garden ', slug: 'gärten/1' }, ann.headers)
  expect(made.statusCode).toBe(201)
  expect(made.json()).toMatchObject({ slug: 'gärten/1', title: 'Garden', kind: 'open', access: 'link' })
  const address = String(made.headers.location)
  expect(address).toBe('/api/rooms/g%C3%A4rten%2F1')
  expect((await http.inject(address)).json()).toEqual(made.json())
  expect((await post('/api/rooms', { title: 'x', slug: 'gärten/1' }, ann.headers)).json()).toMatchObject({
    code: 'room_exists',
  })
  for (const page of ['messages', 'participants']) {
    const url = `${address}/${page}`
    expect((await http.inject({ url })).json()).toMatchObject({ code: 'unauthorized' })
    expect((await http.inject({ url, headers: ann.headers })).json()).toMatchObject({ code: 'not_joined' })
  }
  server.join(ann.principal)
  expect((await http.inject({ url: `${address}/messages`, headers: ann.headers })).json()).toEqual({
    items: [],
    next_cursor: null,
  })
})

test('[RS16] names in rooms for users are not for guests', async () => {
  const ann = await server.guest('Ann')
  await post('/api/rooms', { title: 'Staff', slug: 'staff', access: 'users' }, ann.headers)
  expect((await http.inject('/api/rooms/staff')).json()).toMatchObject({ active_count: 1, names: [] })
})

test('[RS16] ROOM_LIST=admin', async () => {
  const closed = await restServer({ ROOM_LIST: 'admin' })
  expect((await closed.http.inject('/api/rooms')).json()).toMatchObject({ code: 'unauthorized' })
  const ann = await closed.guest('Ann')
  const asked = { url: '/api/rooms', headers: ann.headers }
  expect((await closed.http.inject(asked)).json()).toMatchObject({ code: 'forbidden' })
  closed.addTicket('t1')
  const admin = await closed.identity.admin('t1', 'Ann')
  const token = 'token' in admin ? admin.token : ''
  const list = await closed.http.inject({ url: '/api/rooms', headers: { authorization: `Bearer ${token}` } })
  expect(list.json()).toEqual({ items: [], next_cursor: null })
  await closed.close()
})

test('[RS9] ICE servers are for those who are somebody', async () => {
  expect((await http.inject('/api/ice')).json()).toMatchObject({ code: 'unauthorized' })
  const { headers } = await server.guest('Ann')
  expect((await http.inject({ url: '/api/ice', headers })).json()).toMatchObject({ ice_servers: [] })
})

test('[RS8] too much from one address waits; another address does not', async () => {
  const limited = await restServer({ RATE_LIMITS: 'on', TRUST_PROXY: '1' })
  const claim = (from: string) =>
    limited.http.inject({
      method: 'POST',
      url: '/api/auth/admin',
      payload: { ticket: 'x' },
      headers: { 'x-forwarded-for': from },
    })
  for (let tries = 0; tries < 10; tries += 1) expect((await claim('192.0.2.1')).statusCode).toBe(403)
  const refused = await claim('192.0.2.1')
  expect(refused.json()).toMatchObject({ code: 'rate_limited', retry_after_ms: expect.any(Number) })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await claim('192.0.2.2')).statusCode).toBe(403)
  await limited.close()
})

test('[RS17] requests of every kind are limited per address, and a refused line is closed', async () => {
  const limited = await restServer({ RATE_LIMITS: 'on', TRUST_PROXY: '1' })
  const ask = (url: string, from: string) =>
    limited.http.inject({ url, headers: { 'x-forwarded-for': from } })
  for (let n = 0; n < REST_LIMITS.any; n += 1) await ask('/nothing', '192.0.2.1')
  for (const url of ['/healthz', '/nothing', '/openapi.json']) {
    const refused = await ask(url, '192.0.2.1')
    expect([refused.statusCode, refused.headers.connection]).toEqual([429, 'close'])
    expect(refused.json()).toMatchObject({ code: 'rate_limited', retry_after_ms: expect.any(Number) })
  }
  expect((await ask('/healthz', '192.0.2.2')).statusCode).toBe(200)
  await limited.close()
})

test('[RS4] listed origins are named in the answer, others are not, and none by wildcard', async () => {
  const cors = await restServer({ FRONTEND_URL: 'https://app.example.org' })
  const preflight = (origin: string) =>
    cors.http.inject({
      method: 'OPTIONS',
      url: '/api/rooms',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
  expect((await preflight('https://app.example.org')).headers).toMatchObject({
    'access-control-allow-origin': 'https://app.example.org',
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  })
  const other = await preflight('https://evil.test')
  expect(other.statusCode).toBe(405)
  expect(other.headers['access-control-allow-origin']).toBeUndefined()
  await cors.close()
})

test('[ID1] the cookie is secure when the proxy spoke TLS', async () => {
  const proxied = await restServer({ TRUST_PROXY: '1' })
  const answer = await proxied.http.inject({
    method: 'POST',
    url: '/api/auth/guest',
    payload: { name: 'Ann' },
    headers: { 'x-forwarded-proto': 'https' },
  })
  expect(cookieOf(answer)?.secure).toBe(true)
  expect(answer.headers['strict-transport-security']).toContain('max-age=')
  await proxied.close()
})

test('[RS12] readiness says what fails', async () => {
  expect((await http.inject('/healthz')).json()).toEqual({ status: 'ok' })
  const answer = { ready: false, draining: true, checks: { storage: 'failing', cluster: 'ok' } } as const
  const away = await restServer({}, { readiness: async () => answer })
  const asked = await away.http.inject('/readyz')
  expect([asked.statusCode, asked.json()]).toEqual([503, answer])
  expect((await away.http.inject('/healthz')).statusCode).toBe(200)
  await away.close()
})

test('[RS13] metrics name routes and no rooms or people', async () => {
  const { headers, principal } = await server.guest('Metric')
  await http.inject({ url: '/api/rooms/secret-room', headers })
  const { body } = await http.inject('/metrics')
  expect(body).toContain('route="/api/rooms/:slug",status="404"')
  expect(body).toContain('roomful_event_loop_delay_seconds{quantile="0.99"}')
  expect(body).not.toContain('secret-room')
  expect(body).not.toContain(principal.id)
})

test('[RS15] tokens of requests are not logged', async () => {
  const { token } = await server.guest('Ann')
  await http.inject({
    url: `/api/rooms?token=${token}`,
    headers: { authorization: `Bearer ${token}` },
    cookies: { [GUEST_COOKIE]: token },
  })
  server.addTicket('canary-ticket')
  await post('/api/auth/admin', { ticket: 'canary-ticket' })
  const log = server.lines.join('')
  expect(log).toContain('"msg":"request"')
  expect(log).not.toContain(token.split('.')[2])
  expect(log).not.toContain('canary-ticket')
})
