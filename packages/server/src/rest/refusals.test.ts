import { FAULTS, type FaultCode, LIMITS, Problem } from '@roomful/protocol'
import type { InjectOptions } from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { restServer } from './rest.fixture.ts'

const server = await restServer()
afterAll(server.close)
const JSON_TYPE = { 'content-type': 'application/json' }
const guest = { method: 'POST', url: '/api/auth/guest', headers: JSON_TYPE } as const

test.each<[string, FaultCode, InjectOptions]>([
  ['unknown address', 'not_found', { url: '/api/nothing' }],
  ['unknown file', 'not_found', { url: '/nothing.js' }],
  ['unknown method', 'method_not_allowed', { method: 'DELETE', url: '/api/rooms' }],
  [
    'unknown method, odd body',
    'method_not_allowed',
    { ...guest, method: 'PUT', headers: { 'content-type': 'x/y;;;' }, payload: 'x' },
  ],
  [
    'text',
    'unsupported_media_type',
    { ...guest, headers: { 'content-type': 'text/plain' }, payload: '{"name":"Ann"}' },
  ],
  [
    'a form',
    'unsupported_media_type',
    { ...guest, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'name=Ann' },
  ],
  ['no JSON', 'bad_frame', { ...guest, payload: '{"name":' }],
  ['empty JSON', 'bad_frame', { ...guest, payload: '' }],
  ['too large', 'too_large', { ...guest, payload: JSON.stringify({ name: 'x'.repeat(LIMITS.BODY_BYTES) }) }],
  ['__proto__', 'key_reserved', { ...guest, payload: '{"name":"Ann","__proto__":{"admin":true}}' }],
  [
    'constructor',
    'key_reserved',
    { ...guest, payload: '{"name":"Ann","constructor":{"prototype":{"admin":true}}}' },
  ],
  [
    'escaped __proto__',
    'key_reserved',
    { ...guest, payload: '{"name":"Ann","\\u005f_proto__":{"admin":true}}' },
  ],
  ['null', 'bad_payload', { ...guest, payload: 'null' }],
  ['an array', 'bad_payload', { ...guest, payload: '[]' }],
  ['a number for a name', 'bad_payload', { ...guest, payload: '{"name":7}' }],
  ['blank name', 'name_blank', { ...guest, payload: '{"name":"  "}' }],
  ['two lines', 'name_invalid', { ...guest, payload: '{"name":"a\\nb"}' }],
  ['long name', 'name_invalid', { ...guest, payload: JSON.stringify({ name: 'x'.repeat(101) }) }],
  ['wrong ticket', 'ticket_invalid', { ...guest, url: '/api/auth/admin', payload: '{"ticket":"x"}' }],
  ['nobody', 'unauthorized', { url: '/api/auth/me' }],
  ['wrong token', 'token_invalid', { url: '/api/auth/me', headers: { authorization: 'Bearer x.y.z' } }],
  ['no bearer', 'token_invalid', { url: '/api/auth/me', headers: { authorization: 'Basic YTpi' } }],
  [
    'wrong token where none is needed',
    'token_invalid',
    { url: '/api/rooms', headers: { authorization: 'Bearer x' } },
  ],
  ['unknown room', 'room_not_found', { url: '/api/rooms/nowhere' }],
  ['blank room', 'slug_blank', { url: '/api/rooms/%20' }],
  ['room with a control character', 'slug_invalid', { url: '/api/rooms/a%00b' }],
  ['long room', 'slug_invalid', { url: `/api/rooms/${'x'.repeat(129)}` }],
  ['very long room', 'not_found', { url: `/api/rooms/${'x'.repeat(5_000)}` }],
  ['broken percent', 'bad_frame', { url: '/api/rooms/%ff' }],
  ['limit', 'bad_payload', { url: '/api/rooms?limit=1000' }],
  ['limit twice', 'bad_payload', { url: '/api/rooms?limit=1&limit=2' }],
  [
    'another site',
    'origin_refused',
    { ...guest, headers: { ...JSON_TYPE, origin: 'https://evil.test' }, payload: '{"name":"Ann"}' },
  ],
  [
    'another site, no origin',
    'origin_refused',
    { ...guest, headers: { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' }, payload: '{"name":"Ann"}' },
  ],
])('[RS1] %s: %s', async (_name, code, request) => {
  const answer = await server.http.inject(request)
  const problem = Problem.parse(answer.json())
  expect(problem).toMatchObject({ code, status: FAULTS[code].http, title: FAULTS[code].text })
  expect(answer.statusCode).toBe(FAULTS[code].http)
  expect(answer.headers['content-type']).toBe('application/problem+json')
  expect(answer.headers['x-content-type-options']).toBe('nosniff')
})

test.each(['{"name":"Ann","__proto__":null}', '{"name":"Ann","a":[{"constructor":{"prototype":{}}}]}'])(
  '[RS2] %s does not get in',
  async (payload) => {
    expect((await server.http.inject({ ...guest, payload })).json()).toMatchObject({ code: 'key_reserved' })
  },
)

test('[RS1] 405 names the methods that there are, 401 the scheme', async () => {
  const other = await server.http.inject({ method: 'DELETE', url: '/api/rooms' })
  expect(String(other.headers.allow).split(', ').toSorted()).toEqual(['GET', 'HEAD', 'POST'])
  expect((await server.http.inject('/api/auth/me')).headers['www-authenticate']).toBe('Bearer')
})

test('[RS1] a bug of ours is `internal`, logged and not told', async () => {
  const broken = await restServer(
    {},
    { readiness: async () => Promise.reject(new Error('password in here')) },
  )
  const answer = await broken.http.inject('/readyz')
  expect(answer.json()).toMatchObject({ code: 'internal', status: 500 })
  expect(answer.body).not.toContain('password')
  expect(broken.lines.join('')).toContain('a request failed')
  await broken.close()
})
