import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { startServer } from '../index.ts'

test('[SU5] a request that never ends holds up no stop', async () => {
  const server = await startServer()
  const socket = connect(server.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    'POST /api/auth/guest HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  )
  // The server has read the head once it answers what was sent later.
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  const ended = once(socket, 'close')
  const from = performance.now()
  await server.drain()
  await ended
  expect(performance.now() - from).toBeLessThan(10_000)
})
