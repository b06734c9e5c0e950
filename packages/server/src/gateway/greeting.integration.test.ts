import { LIMITS } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { RawClient } from './client.fixture.ts'
import { openRig, type Rig, until } from './rig.fixture.ts'

const refusal = async (rig: Rig, path: string, headers: Record<string, string> = {}) => {
  const url = rig.url.replace('ws:', 'http:').replace('/v1', path)
  const answer = Promise.withResolvers<{ status: number; body: unknown; retry: string | undefined }>()
  const { request } = await import('node:http')
  const asked = request(url, {
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol': 'roomful.v1',
      ...headers,
    },
  })
  asked.on('response', async (response) => {
    const parts: Buffer[] = []
    for await (const part of response) parts.push(part)
    const body: unknown = JSON.parse(Buffer.concat(parts).toString())
    answer.resolve({ status: response.statusCode ?? 0, body, retry: response.headers['retry-after'] })
  })
  asked.on('upgrade', (_response, socket) => {
    socket.destroy()
    answer.resolve({ status: 101, body: undefined, retry: undefined })
  })
  asked.on('error', answer.reject)
  asked.end()
  return answer.promise
}

test('[LI1] hello comes first and within 5 seconds, else the socket is closed and told why', async () => {
  await using rig = await openRig()
  const rude = await new RawClient(rig.url).opened()
  rude.write({ t: 'cmd', id: 1, room: 'garden', type: 'room.join', body: {} })
  expect(await rude.next('error')).toMatchObject({ fatal: true, error: { code: 'hello_expected' } })
  expect(await rude.closed).toEqual({ code: 4_000, reason: 'hello_expected' })

  const mute = await new RawClient(rig.url).opened()
  await until(() => rig.gateway.connections === 1)
  rig.clock.advance(4_000)
  expect(rig.gateway.connections).toBe(1)
  rig.clock.advance(1_000)
  expect(await mute.next('error')).toMatchObject({
    error: { code: 'hello_timeout', text: expect.any(String) },
  })
  expect(await mute.closed).toEqual({ code: 4_000, reason: 'hello_timeout' })
})

test('[LI1] a token that is not good closes with a code of its own; hello is said once', async () => {
  await using rig = await openRig()
  const bad = await new RawClient(rig.url).opened()
  bad.write({ t: 'hello', token: 'bad' })
  expect(await bad.closed).toEqual({ code: 4_001, reason: 'token_invalid' })

  const ann = await rig.client('ann')
  expect(ann.frames[0]).toMatchObject({
    t: 'welcome',
    principal: { id: 'user:ann', name: 'ann', admin: false },
  })
  ann.write({ t: 'hello', token: 'ann' })
  expect(await ann.next('error')).toMatchObject({ fatal: false, error: { code: 'bad_frame' } })
  expect(await ann.command('garden', 'room.join')).toMatchObject({ ok: true })
})

test('[LI1] requests right behind hello wait for the welcome', async () => {
  await using rig = await openRig()
  const ann = await new RawClient(rig.url).opened()
  ann.write({ t: 'hello', token: 'ann' })
  const joined = ann.post('garden', 'room.join')
  const sent = ann.post('garden', 'message.send', { text: 'hi' })
  expect(await ann.ack(sent)).toMatchObject({ ok: true })
  expect(await ann.ack(joined)).toMatchObject({ ok: true })
  expect(ann.frames.map(({ t }) => t)).toEqual(['welcome', 'snapshot', 'ack', 'events', 'ack'])
})

test('[LI7] pages of another origin, other protocols and other paths are refused as HTTP', async () => {
  await using rig = await openRig({ origins: ({ headers }) => headers.origin !== 'https://evil.example' })
  expect(await refusal(rig, '/v1', { Origin: 'https://evil.example' })).toMatchObject({
    status: 403,
    body: { code: 'origin_refused', status: 403, title: 'Forbidden' },
  })
  expect(await refusal(rig, '/v1', { 'Sec-WebSocket-Protocol': 'roomful.v9' })).toMatchObject({
    status: 400,
    body: { code: 'version_unsupported' },
  })
  expect(await refusal(rig, '/other')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  expect(await refusal(rig, '/v1', { 'Sec-WebSocket-Key': 'short' })).toMatchObject({
    status: 400,
    body: { code: 'bad_frame' },
  })
  expect(await refusal(rig, '/v1?token=secret')).toMatchObject({ status: 101 })
  expect(rig.gateway.stats()).toMatchObject({ refused: 4 })
})

test('[LI8] one address opens so many sockets at once', async () => {
  await using rig = await openRig({ rateLimits: true })
  const answers = await Promise.all(Array.from({ length: 201 }, () => refusal(rig, '/v1')))
  expect(answers.filter(({ status }) => status === 101)).toHaveLength(200)
  expect(answers.find(({ status }) => status === 429)).toMatchObject({
    body: { code: 'rate_limited', retry_after_ms: expect.any(Number) },
    retry: '1',
  })
  rig.clock.advance(1_000)
  expect(await refusal(rig, '/v1')).toMatchObject({ status: 101 })
})

test('[LI8] one person has 32 sockets at most', async () => {
  await using rig = await openRig({ rateLimits: true })
  await Promise.all(Array.from({ length: 32 }, () => rig.client('ann')))
  const next = await new RawClient(rig.url).opened()
  next.write({ t: 'hello', token: 'ann' })
  expect(await next.closed).toEqual({ code: 4_000, reason: 'rate_limited' })
  await rig.client('bob')
})

test('[LI9] a silent socket is pinged after 8 seconds and closed 4 seconds later', async () => {
  await using rig = await openRig()
  const [ann, bob] = [await rig.member('ann'), await rig.member('bob')]
  const pings: string[] = []
  ann.ws.on('ping', () => pings.push('ann'))
  const pinged = Promise.withResolvers<void>()
  bob.ws.on('ping', () => pinged.resolve())
  ann.freeze()
  rig.clock.advance(8_000)
  await pinged.promise
  await bob.command('garden', 'typing.set', { typing: false })
  await until(() => rig.gateway.connections === 2)
  rig.clock.advance(3_000)
  expect(rig.gateway.connections).toBe(2)
  rig.clock.advance(2_000)
  await until(() => rig.gateway.connections === 1)
  rig.clock.advance(3_100)
  await bob.when(() => bob.entries.some(({ type }) => type === 'participant.left'))
  expect(bob.ws.readyState).toBe(bob.ws.OPEN)
})

test('[LI9] a beat is answered by a beat', async () => {
  await using rig = await openRig()
  const ann = await rig.client('ann')
  ann.write({ t: 'beat' })
  expect(await ann.next('beat')).toEqual({ t: 'beat' })
})

test('[LI10] a token that ends closes the socket', async () => {
  await using rig = await openRig()
  const ann = await rig.member('short:ann')
  for (let s = 0; s < 59; s += 5) {
    rig.clock.advance(Math.min(5_000, 59_000 - s * 1_000))
    await ann.command('garden', 'typing.set', { typing: false })
  }
  rig.clock.advance(2_000)
  expect(await ann.next('error')).toMatchObject({ error: { code: 'token_expired' }, fatal: true })
  expect(await ann.closed).toEqual({ code: 4_001, reason: 'token_expired' })
})

test('[LI3] a frame above 1 MiB closes the socket, a body above 64 KiB is refused', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const big = await ann.command('garden', 'message.send', { text: 'x'.repeat(LIMITS.BODY_BYTES) })
  expect(big).toMatchObject({ ok: false, error: { code: 'too_large' } })
  const bob = await rig.member('bob')
  bob.raw('x'.repeat(LIMITS.FRAME_BYTES + 1))
  expect((await bob.closed).code).toBe(1_009)
  expect(await ann.command('garden', 'message.send', { text: 'well' })).toMatchObject({ ok: true })
})

test('[LI12] one-byte fragments end the socket that sends them', async () => {
  await using rig = await openRig()
  const ann = await rig.client('ann')
  for (let i = 0; i < 3_000; i += 1) ann.ws.send('x', { fin: false })
  expect((await ann.closed).code).toBe(1_008)
})
