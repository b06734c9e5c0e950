import { expect, test } from 'vitest'
import { createGuest, createRest } from './rest.ts'

interface Asked {
  readonly url: string
  readonly init: RequestInit | undefined
}
function answering(answer: () => Response | Promise<Response>) {
  const asked: Asked[] = []
  const fetch: typeof globalThis.fetch = async (url, init) => {
    asked.push({ url: String(url), init })
    return answer()
  }
  return { asked, rest: createRest({ url: 'https://roomful.test/', token: 'secret', fetch }) }
}
const problem = (status: number, body: unknown) => () =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } })

test('[CL23] asks with the token in its header and JSON both ways', async () => {
  const { asked, rest } = answering(() => Response.json({ slug: 'a/b' }))
  expect(await rest.createRoom({ title: 'A room' })).toEqual({ slug: 'a/b' })
  await rest.room('a/b')
  await rest.rooms({ limit: 5, cursor: 'x=' })
  await rest.rooms()
  expect(asked.map(({ url, init }) => [init?.method ?? 'GET', url])).toEqual([
    ['POST', 'https://roomful.test/api/rooms'],
    ['GET', 'https://roomful.test/api/rooms/a%2Fb'],
    ['GET', 'https://roomful.test/api/rooms?limit=5&cursor=x%3D'],
    ['GET', 'https://roomful.test/api/rooms?'],
  ])
  expect(asked[0]?.init).toMatchObject({
    body: '{"title":"A room"}',
    headers: { authorization: 'Bearer secret', 'content-type': 'application/json' },
  })
})

test('[CL23] a problem+json becomes an error with its code', async () => {
  const body = { type: 'about:blank', title: 'x', status: 429, code: 'rate_limited', detail: 'slow' }
  const { rest } = answering(problem(429, { ...body, retry_after_ms: 2_000 }))
  await expect(rest.me()).rejects.toMatchObject({
    name: 'RoomfulError',
    code: 'rate_limited',
    retry: 'later',
    retryAfterMs: 2_000,
  })
})

test.each([
  [502, 'unavailable'],
  [418, 'internal'],
])('[CL23] an answer of %i that is not ours is %s', async (status, code) => {
  const { rest } = answering(() => new Response('<html>', { status }))
  await expect(rest.iceServers()).rejects.toMatchObject({ code })
})

test('[CL23] codes of a newer server are internal, its code in the text', async () => {
  const { rest } = answering(problem(400, { code: 'too_purple' }))
  await expect(rest.me()).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringContaining('too_purple'),
  })
})

test('[CL23] no network is offline, an abort is its reason', async () => {
  const { rest } = answering(() => Promise.reject(new TypeError('fetch failed')))
  await expect(rest.guest('Ann')).rejects.toMatchObject({ code: 'offline' })
  const abort = new AbortController()
  abort.abort(new Error('gone'))
  await expect(rest.me(abort.signal)).rejects.toThrow('gone')
})

test('[CL23] createGuest gives a token', async () => {
  const { fetch } = globalThis
  const asked: unknown[] = []
  globalThis.fetch = async (url, init) => {
    asked.push(url, init?.body)
    return Response.json({ token: 't' })
  }
  try {
    expect(await createGuest('https://roomful.test', 'Ann')).toEqual({ token: 't' })
  } finally {
    globalThis.fetch = fetch
  }
  expect(asked).toEqual(['https://roomful.test/api/auth/guest', '{"name":"Ann"}'])
})
