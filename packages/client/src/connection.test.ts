import { expect, test } from 'vitest'
import { RoomfulError } from './errors.ts'
import type { World } from './testing/world.fixture.ts'
import { createWorld } from './testing/world.fixture.ts'
import type { ClientOptions } from './types.ts'

async function joined(world: World, options: Partial<ClientOptions> = {}) {
  const roomful = world.client('ann', options)
  const room = roomful.room('atrium')
  void room.join()
  await world.settle()
  return { roomful, room }
}

test('[CL3] waits are drawn up to a ceiling that doubles from 0.2 s to 10 s', async () => {
  const world = createWorld()
  const { roomful } = await joined(world, { random: () => 1 })
  world.server.isDown = true
  world.server.dropAll()
  const waits: number[] = []
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const { status, retryAt } = roomful.get()
    expect(status).toBe('reconnecting')
    const waitMs = (retryAt ?? 0) - world.clock.now()
    waits.push(waitMs)
    await world.advance(waitMs)
  }
  expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000])
})

test('[CL3] jitter is full: a herd spreads over the whole wait', async () => {
  const world = createWorld()
  const { roomful } = await joined(world, { random: () => 0 })
  world.server.dropAll()
  expect(roomful.get().retryAt).toBe(world.clock.now())
})

test('[CL3] only a connection that lasted makes the waits short again', async () => {
  const world = createWorld()
  const { roomful } = await joined(world, { random: () => 1 })
  const waitAfterDrop = () => {
    world.server.dropAll()
    return (roomful.get().retryAt ?? 0) - world.clock.now()
  }
  expect(waitAfterDrop()).toBe(200)
  await world.advance(200)
  expect(waitAfterDrop()).toBe(400)
  await world.advance(400)
  await world.advance(4_000)
  await world.advance(4_000)
  await world.advance(4_000)
  expect(waitAfterDrop()).toBe(200)
})

test('[CL3] reconnect tries at once', async () => {
  const world = createWorld()
  const { roomful, room } = await joined(world)
  world.server.dropAll()
  expect(room.get().status).toBe('resuming')
  roomful.reconnect()
  await world.settle()
  expect(roomful.get()).toMatchObject({ status: 'connected', retryAt: null })
  expect(room.get().status).toBe('joined')
})

test('[CL3] an attempt without a welcome is given up after 10 s', async () => {
  const world = createWorld()
  const roomful = world.client('ann')
  void roomful.room('atrium').join()
  await Promise.resolve()
  await Promise.resolve()
  world.server.accept()
  world.server.socket.isDead = true
  world.server.socket.toServer.length = 0
  await world.advance(10_000)
  await world.advance(200)
  expect(world.server.sockets).toHaveLength(2)
  expect(roomful.get().status).toBe('connected')
})

test('[CL4] told to move, it comes again when it was told to', async () => {
  const world = createWorld()
  const { roomful, room } = await joined(world)
  world.server.socket.push({ t: 'moved', after_ms: 3_000 })
  await world.advance(2_999)
  expect(world.server.sockets).toHaveLength(1)
  expect(roomful.get().status).toBe('connected')
  await world.advance(1)
  await world.advance(0)
  expect(world.server.sockets).toHaveLength(2)
  expect(room.get().status).toBe('joined')
})

test('[CL4] closed before the time it was told, it still waits for that time', async () => {
  const world = createWorld()
  const { roomful } = await joined(world)
  world.server.socket.push({ t: 'moved', after_ms: 3_000 })
  await world.advance(1_000)
  world.server.dropAll(4_002)
  expect(roomful.get().retryAt).toBe(world.clock.now() + 2_000)
})

test('[CL5] a refused token is asked for again', async () => {
  const world = createWorld()
  const tokens = ['old', 'new']
  world.server.badTokens.set('old', 'token_expired')
  const { roomful } = await joined(world, { token: async () => tokens.shift() ?? 'none' })
  expect(roomful.get()).toMatchObject({ status: 'reconnecting', fault: { code: 'token_expired' } })
  await world.advance(200)
  expect(roomful.get()).toMatchObject({ status: 'connected', fault: null })
})

test('[CL5] a token that expires later is renewed, a good one is kept over reconnects', async () => {
  const world = createWorld()
  let asked = 0
  const { roomful } = await joined(world, {
    token: async () => {
      asked += 1
      return 'ann'
    },
  })
  world.server.dropAll()
  await world.advance(200)
  expect(asked).toBe(1)
  world.server.fatal(world.server.socket, 'token_expired')
  await world.settle()
  await world.advance(400)
  expect(asked).toBe(2)
  expect(roomful.get().status).toBe('connected')
})

test.each([
  ['a fixed token', { token: 'bad' }],
  ['two tokens in a row', { token: async () => 'bad' }],
])('[CL5] %s refused closes for good, with the fault', async (_, options) => {
  const world = createWorld()
  world.server.badTokens.set('bad', 'token_invalid')
  const roomful = world.client('ann', options)
  const join = roomful.room('atrium').join()
  const refused = expect(join).rejects.toMatchObject({ code: 'token_invalid' })
  await world.settle()
  await world.advance(1_000)
  await refused
  expect(roomful.get()).toMatchObject({ status: 'closed', fault: { code: 'token_invalid' }, retryAt: null })
  expect(roomful.room('atrium').get()).toMatchObject({ status: 'failed', fault: { code: 'token_invalid' } })

  world.server.badTokens.clear()
  roomful.reconnect()
  await world.settle()
  expect(roomful.room('atrium').get().status).toBe('joined')
})

test('[CL5] a close code alone says that the token was refused', async () => {
  const world = createWorld()
  const { roomful } = await joined(world)
  world.server.dropAll(4_001)
  expect(roomful.get()).toMatchObject({ status: 'closed', fault: { code: 'token_invalid' } })
})

test('[CL5] without a token for now it waits and asks again; refused one it gives up', async () => {
  const world = createWorld()
  const answers = [new TypeError('fetch failed'), new RoomfulError('guests_refused')]
  const roomful = world.client('ann', { token: () => Promise.reject(answers.shift()) })
  const refused = expect(roomful.room('atrium').join()).rejects.toMatchObject({ code: 'guests_refused' })
  await world.settle()
  expect(roomful.get().status).toBe('reconnecting')
  await world.advance(200)
  await refused
  expect(roomful.get()).toMatchObject({ status: 'closed', fault: { code: 'guests_refused' } })
})

test('[CL5] a token that never comes is given up after 15 s and asked for again', async () => {
  const world = createWorld()
  let asked = 0
  const roomful = world.client('ann', {
    token: () => {
      asked += 1
      return asked === 1 ? new Promise(() => {}) : Promise.resolve('ann')
    },
  })
  void roomful.room('atrium').join()
  await world.advance(15_000)
  expect(roomful.get().status).toBe('reconnecting')
  await world.advance(200)
  expect(roomful.get().status).toBe('connected')
})

test('[CL5] fatal faults that no retry mends close for good, others do not', async () => {
  const world = createWorld()
  const { roomful } = await joined(world)
  world.server.fatal(world.server.socket, 'slow_consumer')
  await world.settle()
  expect(roomful.get()).toMatchObject({ status: 'reconnecting', fault: { code: 'slow_consumer' } })
  await world.advance(200)
  world.server.fatal(world.server.socket, 'origin_refused')
  await world.settle()
  expect(roomful.get()).toMatchObject({ status: 'closed', fault: { code: 'origin_refused' } })
})

test('[CL6] in a call a dead line is found within 3 s, and the rooms come back', async () => {
  const world = createWorld()
  const { roomful, room } = await joined(world)
  world.calls[0]?.setInCall(true)
  for (let second = 0; second < 5; second += 1) await world.advance(1_000)
  const { sockets } = world.server
  world.server.socket.isDead = true
  for (let waited = 0; waited < 2_800; waited += 100) await world.advance(100)
  expect(roomful.get().status).toBe('reconnecting')
  await world.advance(100)
  expect(sockets).toHaveLength(2)
  expect(room.get().status).toBe('joined')
})

test('[CL6] without a call it beats every 5 s and waits 4 s', async () => {
  const world = createWorld()
  const { roomful } = await joined(world)
  await world.advance(5_000)
  expect(world.server.socket.sent.filter(({ t }) => t === 'beat')).toHaveLength(1)
  world.server.socket.isDead = true
  await world.advance(5_000)
  await world.advance(3_999)
  expect(roomful.get().status).toBe('connected')
  await world.advance(1)
  expect(roomful.get().status).toBe('reconnecting')
})

test('[CL6] a process that slept judges nobody before it has read what came meanwhile', async () => {
  const world = createWorld()
  const { roomful } = await joined(world)
  world.clock.advance(5_000)
  world.server.read(world.server.socket)
  world.clock.sleep(60_000)
  expect(roomful.get().status).toBe('connected')
  await world.settle()
  await world.advance(1_000)
  expect(roomful.get().status).toBe('connected')
  expect(world.server.sockets).toHaveLength(1)
})

test('[CL6] a line that ends in silence makes the next one more patient, until one answers briskly', async () => {
  const world = createWorld()
  const { roomful } = await joined(world)
  const silenceMs = async () => {
    world.server.socket.isDead = true
    const since = world.clock.now()
    while (roomful.get().status === 'connected') await world.advance(500)
    const ms = world.clock.now() - since
    await world.advance(1_000)
    expect(roomful.get().status).toBe('connected')
    return ms
  }
  expect([await silenceMs(), await silenceMs(), await silenceMs()]).toEqual([9_000, 12_500, 20_500])
  await world.advance(5_000)
  expect(await silenceMs()).toBeLessThanOrEqual(9_000)
})

test('[CL6] the round trip of a beat is measured', async () => {
  const world = createWorld()
  const { roomful } = await joined(world)
  world.clock.advance(5_000)
  world.clock.advance(40)
  await world.settle()
  expect(roomful.get().rttMs).toBe(40)
  const before = roomful.get()
  world.clock.advance(5_000)
  world.clock.advance(5)
  await world.settle()
  expect(roomful.get()).toBe(before)
})

test('[CL6] the clock of the server is known', async () => {
  const world = createWorld()
  const { roomful } = await joined(world)
  expect(roomful.clockOffsetMs).toBe(7_000)
})
