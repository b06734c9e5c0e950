import { isFaultCode, Problem } from '@roomful/protocol'
import { mutate } from './payloads.ts'
import type { Random } from './random.ts'

const ENDPOINTS = [
  { method: 'POST', path: '/api/auth/guest', body: { name: 'Ann' } },
  { method: 'POST', path: '/api/auth/admin', body: { ticket: 'abc', name: 'Ann' } },
  { method: 'GET', path: '/api/auth/me' },
  {
    method: 'POST',
    path: '/api/rooms',
    body: { title: 'Garden', kind: 'open', access: 'link', capacity: 10 },
  },
  { method: 'GET', path: '/api/rooms?limit=10' },
  { method: 'GET', path: '/api/rooms/fuzz' },
  { method: 'GET', path: '/api/rooms/fuzz/messages?limit=10&cursor=5' },
  { method: 'GET', path: '/api/rooms/fuzz/participants?limit=10' },
  { method: 'GET', path: '/api/ice' },
  { method: 'GET', path: '/healthz' },
  { method: 'GET', path: '/readyz' },
  { method: 'GET', path: '/metrics' },
  { method: 'GET', path: '/openapi.json' },
] as const
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const
const SEGMENTS = [
  '%00',
  '..',
  '%2e%2e%2f',
  '__proto__',
  'a'.repeat(300),
  '%ff',
  ' ',
  '%F0%9F%91%8D',
  "'",
  '<svg>',
  'null',
  '-1',
  '%',
  '//',
  '?',
  '?limit=x',
  '?cursor=%00',
  '?limit=1e9',
]
const TYPES = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/json; charset=latin1',
  '',
  'x/y;;;',
]
const SUCCESS_BELOW = 400

/** One request that may be wrong in method, path, type, body or token. */
function requestOf(random: Random, token: string): { path: string; init: RequestInit } {
  const endpoint = random.pick(ENDPOINTS)
  const method = random.chance(0.15) ? random.pick(METHODS) : endpoint.method
  const path = random.chance(0.3) ? `${endpoint.path}/${random.pick(SEGMENTS)}` : endpoint.path
  const headers: Record<string, string> = {}
  if (random.chance(0.7))
    headers.authorization = random.chance(0.9)
      ? `Bearer ${token}`
      : `Bearer ${random.pick(['', 'x', 'a.b.c', token.slice(0, -2)])}`
  if (random.chance(0.05))
    headers.cookie = random.pick(['roomful_guest=x', '=', ';;;', `roomful_guest=${'x'.repeat(3000)}`])
  if (method === 'GET' || method === 'HEAD') return { path, init: { method, headers } }
  const type = random.chance(0.85) ? 'application/json' : random.pick(TYPES)
  if (type) headers['content-type'] = type
  const valid = 'body' in endpoint ? endpoint.body : {}
  const body = random.chance(0.8)
    ? JSON.stringify(mutate(valid, random))
    : random.pick(['', '{', '[', '"', '{"a":', '\u0000', '{"__proto__":{"a":1}}'])
  return { path, init: { method, headers, ...(body === undefined ? {} : { body }) } }
}

/** Sends one request and says what was wrong with the answer, if anything. */
export async function attackEndpoint(
  url: string,
  random: Random,
  token: string,
): Promise<string | undefined> {
  const { path, init } = requestOf(random, token)
  const about = `${init.method} ${path.slice(0, 80)} ${String(init.body ?? '').slice(0, 100)}`
  const answer = await fetch(new URL(path, url), { ...init, redirect: 'manual' })
  const text = await answer.text()
  if (answer.status < SUCCESS_BELOW || init.method === 'HEAD' || init.method === 'OPTIONS')
    return answer.status >= 500 ? `${about}: ${answer.status}` : undefined
  if (answer.status >= 500) return `${about}: ${answer.status} ${text.slice(0, 100)}`
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json'))
    return `${about}: ${answer.status} is no problem+json`
  const problem = Problem.safeParse(JSON.parse(text))
  if (!problem.success || !isFaultCode(problem.data.code)) return `${about}: ${text.slice(0, 200)}`
  return problem.data.status === answer.status
    ? undefined
    : `${about}: says ${problem.data.status}, is ${answer.status}`
}
