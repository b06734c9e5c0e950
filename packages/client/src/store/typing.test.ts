import { expect, test } from 'vitest'
import { createWorld, type World } from '../testing/world.fixture.ts'

async function joined(world: World, name = 'ann') {
  const room = world.client(name).room('atrium')
  void room.join()
  await world.settle()
  return room
}
const told = (world: World) =>
  world.server.asked.flatMap(({ type, body }) =>
    type === 'typing.set' ? [(body as { typing: boolean }).typing] : [],
  )

test('[CL20] typing is told at once, again every 1.5 s of keys, and ends 2 s after the last', async () => {
  const world = createWorld()
  const room = await joined(world)
  for (let waited = 0; waited < 3_100; waited += 100) {
    room.typing.keystroke()
    await world.advance(100)
  }
  expect(told(world)).toEqual([true, true, true])
  await world.advance(1_900)
  expect(told(world)).toEqual([true, true, true, false])
  await world.advance(10_000)
  expect(told(world)).toHaveLength(4)
})

test('[CL20] sending ends it, and so does stop', async () => {
  const world = createWorld()
  const room = await joined(world)
  room.typing.keystroke()
  void room.messages.send('hello')
  await world.settle()
  expect(world.server.asked.slice(1).map(({ type }) => type)).toEqual([
    'typing.set',
    'typing.set',
    'message.send',
  ])
  room.typing.keystroke()
  room.typing.stop()
  room.typing.stop()
  await world.settle()
  expect(told(world)).toEqual([true, false, true, false])
})

test('[CL20] the others see it, oneself does not, and a message ends it at once', async () => {
  const world = createWorld()
  const [ann, bob] = [await joined(world, 'ann'), await joined(world, 'bob')]
  ann.typing.keystroke()
  await world.settle()
  expect(ann.typing.get()).toEqual([])
  expect(bob.typing.get()).toEqual(['guest:ann'])
  const atrium = world.server.room()
  world.server.tell(atrium, atrium.say('guest:ann', 'done', 1))
  await world.settle()
  expect(bob.typing.get()).toEqual([])
})
