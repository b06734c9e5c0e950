import { createHmac, hkdfSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { RoomsAnswer, SUBPROTOCOL, TokenAnswer } from '@roomful/protocol'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { startServer } from './index.ts'
import { StorageUnavailable } from './ports/index.ts'

async function askGuest(url: string, name: string): Promise<unknown> {
  const answer = await fetch(`${url}/api/auth/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  return answer.json()
}

async function serverFor(...options: Parameters<typeof startServer>) {
  const server = await startServer(...options)
  onTestFinished(() => server.close())
  return { ...server, guest: async (name: string) => TokenAnswer.parse(await askGuest(server.url, name)) }
}

/** A socket that keeps its frames and hands out the first that fits. */
async function socketTo(url: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1`, SUBPROTOCOL, { headers })
  const frames: Record<string, unknown>[] = []
  socket.on('message', (data) => frames.push(JSON.parse(String(data))))
  await once(socket, 'open')
  return {
    socket,
    send: (frame: object) => socket.send(JSON.stringify(frame)),
    async frame(fits: (frame: Record<string, unknown>) => boolean) {
      for (;;) {
        const found = frames.find(fits)
        if (found) return found
        await once(socket, 'message')
      }
    },
  }
}

test('[RS6] the whole way: guest, socket, room, message, REST', async () => {
  const server = await serverFor()
  const ann = await server.guest('Ann')
  const { send, frame } = await socketTo(server.url)
  send({ t: 'hello', token: ann.token })
  send({ t: 'cmd', id: 1, room: 'garden', type: 'room.join', body: {} })
  send({ t: 'cmd', id: 2, room: 'garden', type: 'message.send', body: { text: 'hello' } })
  await frame(({ t, id, ok }) => t === 'ack' && id === 2 && ok === true)

  const get = async (path: string, token = ann.token) =>
    (await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })).json()
  expect(await get('/api/rooms/garden/messages')).toMatchObject({
    items: [{ text: 'hello', author: ann.principal.id }],
    next_cursor: null,
  })
  expect(await get('/api/rooms/garden/participants?limit=1')).toMatchObject({
    items: [{ name: 'Ann', active: true }],
  })
  expect(await get('/api/rooms/garden')).toMatchObject({ active_count: 1, names: ['Ann'] })
  expect(await get('/api/rooms')).toMatchObject({ items: [{ slug: 'garden' }] })
  const bob = await server.guest('Bob')
  expect(await get('/api/rooms/garden/messages', bob.token)).toMatchObject({ code: 'not_joined' })
})

test('[RS7] rooms come in pages, the last one without a cursor', async () => {
  const server = await serverFor()
  const { token } = await server.guest('Ann')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  for (const slug of ['a', 'b', 'c'])
    await fetch(`${server.url}/api/rooms`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ title: slug, slug }),
    })
  const slugs: string[] = []
  let cursor: string | null = ''
  for (let pages = 0; cursor !== null && pages < 9; pages += 1) {
    const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const page = RoomsAnswer.parse(await (await fetch(`${server.url}/api/rooms?limit=2${query}`)).json())
    slugs.push(...page.items.map(({ slug }) => slug))
    cursor = page.next_cursor
  }
  expect(slugs.toSorted()).toEqual(['a', 'b', 'c'])
  const bad = await fetch(`${server.url}/api/rooms?cursor=nonsense`)
  expect([bad.status, await bad.json()]).toEqual([422, expect.objectContaining({ code: 'bad_payload' })])
})

/** Everything that comes back for bytes that may be no HTTP. */
async function answerTo(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(bytes)
  return text(socket)
}

test.each([
  ['no HTTP', 'GARBAGE\r\n\r\n', '400 Bad Request', 'bad_frame'],
  [
    'a header without end',
    `GET / HTTP/1.1\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`,
    '431 Request Header',
    'too_large',
  ],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    '400 Bad',
    'bad_frame',
  ],
  [
    'a control character in the path',
    'GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n',
    '400 Bad Request',
    'bad_frame',
  ],
])('[RS1] %s', async (_name, bytes, status, code) => {
  const server = await serverFor()
  const answer = await answerTo(server.port, bytes)
  expect(answer).toContain(`HTTP/1.1 ${status}`)
  expect(answer).toContain('application/problem+json')
  expect(answer).toContain(`"code":"${code}"`)
})

test('[RS4] sockets are opened by our own pages and listed ones only', async () => {
  const server = await serverFor({ CORS_ORIGINS: 'https://app.example.org' })
  await socketTo(server.url, { origin: server.url })
  await socketTo(server.url, { origin: 'https://app.example.org' })
  await expect(socketTo(server.url, { origin: 'https://evil.test' })).rejects.toThrow('403')
})

test('[RS15] a token reaches the log on no way', async () => {
  const lines: string[] = []
  const server = await serverFor(
    { LOG_LEVEL: 'trace' },
    { logTo: { write: (line) => void lines.push(line) } },
  )
  const ann = await server.guest('Ann')
  const canary = ann.token.split('.')[2]
  const headers = { authorization: `Bearer ${ann.token}`, cookie: `roomful_guest=${ann.token}` }
  await fetch(`${server.url}/api/rooms?token=${ann.token}`, { headers })
  await fetch(`${server.url}/%ff?token=${ann.token}`, { headers })
  const good = await socketTo(`${server.url}`, headers)
  good.send({ t: 'hello', token: ann.token })
  await good.frame(({ t }) => t === 'welcome')
  good.send({ t: 'nonsense', token: ann.token })
  const bad = await socketTo(server.url)
  bad.send({ t: 'hello', token: `${ann.token}x` })
  await once(bad.socket, 'close')
  expect(lines.length).toBeGreaterThan(1)
  expect(lines.join('')).not.toContain(canary)
  expect(lines.join('')).not.toContain(server.adminTicket)
})

test('[RS12] with the database away it lives, is not ready, and takes nothing in', async () => {
  let away = false
  const server = await serverFor(
    {},
    {
      wrapStorage: (storage) =>
        Object.assign(Object.create(storage), {
          ping: async () => {
            if (away) throw new StorageUnavailable('away')
          },
          savePrincipal: async () => {
            if (away) throw new StorageUnavailable('away')
          },
        }),
    },
  )
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  away = true
  const ready = await fetch(`${server.url}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { ready: false, draining: false, checks: { storage: 'failing', cluster: 'ok' } },
  ])
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  expect(await askGuest(server.url, 'Ann')).toMatchObject({ code: 'unavailable', retry_after_ms: 1_000 })
})

test('[SU5] a drain tells clients to move and closes', async () => {
  const server = await serverFor()
  const ann = await server.guest('Ann')
  const { send, frame, socket } = await socketTo(server.url)
  send({ t: 'hello', token: ann.token })
  await frame(({ t }) => t === 'welcome')
  const closed = once(socket, 'close')
  await Promise.all([server.drain(), server.drain()])
  expect(await frame(({ t }) => t === 'moved')).toMatchObject({ after_ms: expect.any(Number) })
  await closed
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
})

test('[SU5] people of a run that ended come back as left, in the next one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roomful-runs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const first = await startServer({ DATA_DIR: folder })
  const ann = TokenAnswer.parse(await askGuest(first.url, 'Ann'))
  const { send, frame } = await socketTo(first.url)
  send({ t: 'hello', token: ann.token })
  send({ t: 'cmd', id: 1, room: 'garden', type: 'room.join', body: {} })
  await frame(({ t }) => t === 'ack')
  await first.close()
  const second = await serverFor({ DATA_DIR: folder })
  expect(second.firstRun).toBe(false)
  const summary = await fetch(`${second.url}/api/rooms/garden`)
  expect(await summary.json()).toMatchObject({ active_count: 0 })
})

test('[ID12] the shared secret makes no guests and no admins, however it is used as a key', async () => {
  const secret = 'k7Qm2XbT9fLr4WzC8sNd5HvJ3pYg6EaU'
  const server = await serverFor({ JWT_SECRET: secret })
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1_000) + 600
  const claims = { sub: 'guest:mallory', name: 'Mallory', admin: true, iss: 'roomful', aud: 'roomful', exp }
  const signed = `${part({ alg: 'HS256', kid: 'roomful', typ: 'JWT' })}.${part(claims)}`
  const derived = new Uint8Array(hkdfSync('sha256', secret, '', 'roomful session tokens v1', 32))
  for (const key of [secret, derived]) {
    const token = `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
    const answer = await fetch(`${server.url}/api/auth/me`, { headers: { authorization: `Bearer ${token}` } })
    expect(await answer.json()).toMatchObject({ code: 'token_invalid' })
  }
})
