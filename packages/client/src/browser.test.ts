import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWorld } from './testing/world.fixture.ts'

/** As much of a page as the adapter uses. */
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })

beforeEach(() => {
  const target = new EventTarget()
  page.visibilityState = 'visible'
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', target.addEventListener.bind(target))
  vi.stubGlobal('dispatchEvent', target.dispatchEvent.bind(target))
})
afterEach(() => {
  vi.unstubAllGlobals()
})

async function joined() {
  const world = createWorld()
  const roomful = world.client('ann')
  void roomful.room('atrium').join()
  await world.settle()
  const told = () =>
    world.server.asked.flatMap(({ type, body }) =>
      type === 'presence.set' ? [(body as { state: string }).state] : [],
    )
  const show = (state: 'visible' | 'hidden') => {
    page.visibilityState = state
    page.dispatchEvent(new Event('visibilitychange'))
  }
  const input = () => globalThis.dispatchEvent(new Event('pointermove'))
  return { world, roomful, told, show, input }
}

test('[CL21] idle after five minutes without input, active with the next one', async () => {
  const { world, told, input } = await joined()
  await world.advance(200_000)
  input()
  await world.advance(299_000)
  expect(told()).toEqual([])
  await world.advance(1_000)
  expect(told()).toEqual(['idle'])
  input()
  await world.settle()
  expect(told()).toEqual(['idle', 'active'])
  await world.advance(300_000)
  expect(told()).toEqual(['idle', 'active', 'idle'])
})

test('[CL21] idle after a minute hidden, active when shown', async () => {
  const { world, told, show } = await joined()
  show('hidden')
  await world.advance(59_000)
  show('visible')
  show('hidden')
  await world.advance(59_999)
  expect(told()).toEqual([])
  await world.advance(1)
  expect(told()).toEqual(['idle'])
  show('visible')
  await world.settle()
  expect(told()).toEqual(['idle', 'active'])
})

test('[CL21] who is in a call is never idle', async () => {
  const { world, told, show } = await joined()
  world.calls[0]?.setInCall(true)
  show('hidden')
  for (let second = 0; second < 120; second += 1) await world.advance(1_000)
  expect(told()).toEqual([])
  world.calls[0]?.setInCall(false)
  await world.settle()
  expect(told()).toEqual(['idle'])
  world.calls[0]?.setInCall(true)
  await world.settle()
  expect(told()).toEqual(['idle', 'active'])
})

test('[CL21] idleness is told again after a reconnect', async () => {
  const { world, told, show } = await joined()
  show('hidden')
  await world.advance(60_000)
  world.server.dropAll()
  await world.advance(1_000)
  expect(told()).toEqual(['idle', 'idle'])
})

test('[CL3] back online or shown again, it does not wait for the next attempt', async () => {
  const { world, roomful, show } = await joined()
  world.server.isDown = true
  world.server.dropAll()
  for (let attempt = 0; attempt < 6; attempt += 1) await world.advance(4_000)
  world.server.isDown = false
  globalThis.dispatchEvent(new Event('online'))
  await world.settle()
  expect(roomful.get().status).toBe('connected')
  world.server.dropAll()
  show('visible')
  await world.settle()
  expect(roomful.get().status).toBe('connected')
})

test('[CL6] told that it is offline, it looks at once whether the line lives', async () => {
  const { world, roomful } = await joined()
  globalThis.dispatchEvent(new Event('offline'))
  await world.advance(4_000)
  expect(roomful.get().status).toBe('connected')
  world.server.socket.isDead = true
  globalThis.dispatchEvent(new Event('offline'))
  await world.advance(4_000)
  expect(roomful.get().status).toBe('reconnecting')
})

test('[CL21] a closed client listens no more', async () => {
  const { world, roomful } = await joined()
  const closed = roomful.close()
  await world.settle()
  await closed
  globalThis.dispatchEvent(new Event('online'))
  await world.advance(600_000)
  expect(world.server.sockets).toHaveLength(1)
})
