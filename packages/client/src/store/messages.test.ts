import { expect, test } from 'vitest'
import { createWorld, type World } from '../testing/world.fixture.ts'
import type { RoomClient } from '../types.ts'

async function joined(world: World, name = 'ann') {
  const room = world.client(name).room('atrium')
  void room.join()
  await world.settle()
  return room
}
const shown = (room: RoomClient) =>
  room.messages.get().items.map(({ text, status }) => (status === 'sent' ? text : `${text} (${status})`))

test('[CL14] a pending message becomes the sent one in its place, under one key', async () => {
  const world = createWorld()
  const room = await joined(world)
  void room.messages.send('mine')
  const pending = room.messages.get().items[0]
  expect(pending).toMatchObject({ status: 'pending', seq: null, isOwn: true, name: 'ann' })
  expect(pending?.at).toBe(world.clock.now() + 7_000)
  await world.settle()
  expect(room.messages.get().items).toMatchObject([{ status: 'sent', seq: 2, key: pending?.key }])
})

test.each([
  ['ack', 'events'],
  ['events', 'ack'],
])('[CL14] the %s before the %s: shown once, never twice', async (first, second) => {
  const world = createWorld()
  const room = await joined(world)
  const { socket } = world.server
  const sent = room.messages.send('mine')
  world.server.read(socket)
  const frames = socket.toClient.splice(0)
  for (const kind of [first, second]) {
    socket.toClient.push(...frames.filter((frame) => frame.includes(`"t":"${kind}"`)))
    socket.deliverToClient()
    expect(shown(room)).toEqual(['mine'])
    expect(room.messages.get().items[0]).toMatchObject({ seq: 2, status: 'sent' })
  }
  await sent
})

test('[CL14] acknowledged ahead of what others said before, it moves to its number', async () => {
  const world = createWorld()
  const room = await joined(world)
  const { socket } = world.server
  const atrium = world.server.room()
  world.server.tell(atrium, atrium.say('bob', 'his', 1))
  void room.messages.send('mine')
  void room.messages.send('more')
  world.server.read(socket)
  const frames = socket.toClient.splice(0)
  socket.toClient.push(...frames.filter((frame) => frame.includes('"t":"ack"')))
  socket.deliverToClient()
  expect(shown(room)).toEqual(['mine', 'more (pending)'])
  socket.toClient.unshift(...frames.filter((frame) => frame.includes('"t":"events"')))
  await world.settle()
  expect(shown(room)).toEqual(['his', 'mine', 'more'])
})

test('[CL14] an event without its key still takes the place of what was acknowledged', async () => {
  const world = createWorld()
  const room = await joined(world)
  const { socket } = world.server
  void room.messages.send('mine')
  world.server.read(socket)
  const frames = socket.toClient.splice(0).map((frame) => frame.replace(/"key":"[^"]*"/, '"key":null'))
  socket.toClient.push(...frames.toSorted())
  await world.settle()
  expect(shown(room)).toEqual(['mine'])
})

test('[CL14] in doubt after a loss, it hides behind its likeness in the snapshot until the ack tells', async () => {
  const world = createWorld()
  const room = await joined(world)
  const atrium = world.server.room()
  const sent = room.messages.send('mine')
  world.server.read(world.server.socket)
  world.server.dropAll()
  expect(shown(room)).toEqual(['mine (pending)'])
  for (let count = 0; count < 3; count += 1) atrium.say('bob', `${count}`, 1)
  atrium.floor = 4
  const seen: string[][] = []
  room.messages.subscribe(() => seen.push(shown(room)))
  await world.advance(1_000)
  expect(await sent).toMatchObject({ duplicate: true, seq: 2 })
  expect(shown(room)).toEqual(['mine', '0', '1', '2'])
  for (const texts of seen) expect(texts.filter((text) => text.startsWith('mine'))).toHaveLength(1)
})

test('[CL14] what was acknowledged before a reset is not shown behind the snapshot', async () => {
  const world = createWorld()
  const room = await joined(world)
  const { socket } = world.server
  const atrium = world.server.room()
  void room.messages.send('mine')
  world.server.read(socket)
  socket.toClient.splice(0, 1)
  await world.settle()
  expect(shown(room)).toEqual(['mine'])
  world.server.dropAll()
  for (let count = 0; count < 60; count += 1) atrium.say('bob', `${count}`, 1)
  atrium.floor = 20
  await world.advance(1_000)
  expect(shown(room)).toHaveLength(50)
  expect(shown(room)).not.toContain('mine')
})

test('[CL15] a refused message stays, may be sent again under its key, or discarded', async () => {
  const world = createWorld()
  const room = await joined(world)
  world.server.refuse('message.send', { code: 'forbidden' }, { code: 'forbidden' })
  const failing = Promise.allSettled([room.messages.send('one'), room.messages.send('two')])
  await world.settle()
  await failing
  const [one, two] = room.messages.get().items
  expect(shown(room)).toEqual(['one (failed)', 'two (failed)'])
  expect(one?.fault).toEqual({ code: 'forbidden' })
  const again = room.messages.retry(one?.key ?? '')
  expect(shown(room)).toEqual(['one (pending)', 'two (failed)'])
  room.messages.discard(two?.key ?? '')
  await world.settle()
  await again
  expect(shown(room)).toEqual(['one'])
  const keys = world.server.asked.flatMap((frame) =>
    frame.t === 'cmd' && frame.type === 'message.send' ? [frame.key] : [],
  )
  expect(keys).toEqual([one?.key, two?.key, one?.key])
})

test('[CL15] a pending message can be withdrawn', async () => {
  const world = createWorld()
  const room = await joined(world)
  world.server.dropAll()
  const sent = expect(room.messages.send('no')).rejects.toMatchObject({ code: 'discarded' })
  room.messages.discard(room.messages.get().items[0]?.key ?? '')
  await sent
  await world.advance(1_000)
  expect(shown(room)).toEqual([])
})

test('[CL16] edits, deletions and reactions change the one row', async () => {
  const world = createWorld()
  const room = await joined(world)
  const atrium = world.server.room()
  const [first, second] = [atrium.say('bob', 'one', 1), atrium.say('bob', 'two', 1)]
  world.server.tell(atrium, first, second)
  await world.settle()
  const [one, two] = room.messages.get().items
  void room.messages.edit(one?.id ?? '', 'changed')
  void room.messages.react(one?.id ?? '', '👍', true)
  await world.settle()
  const [changed, same] = room.messages.get().items
  expect(changed).toMatchObject({
    text: 'changed',
    edited_at: expect.any(Number),
    reactions: [{ emoji: '👍', count: 1, by: ['guest:ann'] }],
  })
  expect(same).toBe(two)
  void room.messages.react(one?.id ?? '', '👍', false)
  world.server.tell(
    atrium,
    atrium.append({ type: 'message.deleted', payload: { id: two?.id ?? '', by: 'bob', at: 9 } }, 9),
  )
  await world.advance(1_000)
  expect(room.messages.get().items).toMatchObject([
    { text: 'changed', reactions: [] },
    { text: '', deleted_at: 9 },
  ])
})

test('[CL17] older pages join the window without holes or doubles, up to the first message', async () => {
  const world = createWorld()
  const atrium = world.server.room()
  atrium.join('bob', 'bob', 1)
  for (let count = 0; count < 120; count += 1) atrium.say('bob', `${count}`, 1)
  const room = await joined(world)
  const before = room.messages.get().items
  expect(before).toHaveLength(50)
  const loading = room.messages.loadOlder()
  expect(room.messages.loadOlder()).toBe(loading)
  expect(room.messages.get()).toMatchObject({ loadingOlder: true, hasOlder: true })
  await world.settle()
  await loading
  expect(room.messages.get().items.slice(-50)).toEqual(before)
  expect(room.messages.get().items.at(-1)).toBe(before.at(-1))
  void room.messages.loadOlder()
  await world.settle()
  expect(shown(room)).toEqual(Array.from({ length: 120 }, (_, index) => `${index}`))
  expect(room.messages.get()).toMatchObject({ loadingOlder: false, hasOlder: false })
  await room.messages.loadOlder()
})

test('[CL17] a page that comes behind a reset is dropped; without a line it is refused', async () => {
  const world = createWorld()
  const atrium = world.server.room()
  for (let count = 0; count < 120; count += 1) atrium.say('bob', `${count}`, 1)
  const room = await joined(world)
  world.server.dropAll()
  await expect(room.messages.loadOlder()).rejects.toMatchObject({ code: 'offline' })
  expect(room.messages.get().loadingOlder).toBe(false)
  await world.advance(1_000)

  const loading = room.messages.loadOlder()
  for (const part of atrium.snapshot()) world.server.socket.push(part)
  while (world.server.socket.deliverToClient());
  await world.settle()
  await loading
  expect(room.messages.get().items).toHaveLength(50)
})

test('[CL17] memory holds 2,000 messages, unless older ones were asked for', async () => {
  const world = createWorld()
  const room = await joined(world)
  const atrium = world.server.room()
  const say = (count: number) =>
    world.server.tell(atrium, ...Array.from({ length: count }, () => atrium.say('bob', 'x', 1)))
  say(2_200)
  await world.settle()
  expect(room.messages.get().items).toHaveLength(2_200)
  say(1)
  await world.settle()
  expect(room.messages.get().items).toHaveLength(2_000)
  expect(room.messages.get().hasOlder).toBe(true)
  void room.messages.loadOlder()
  await world.settle()
  say(300)
  await world.settle()
  expect(room.messages.get().items).toHaveLength(2_350)
  const { items } = room.messages.get()
  expect(new Set(items.map(({ seq }) => seq)).size).toBe(2_350)
  room.messages.trim()
  expect(room.messages.get().items).toHaveLength(2_000)
  void room.messages.loadOlder()
  await world.settle()
  expect(room.messages.get().items).toHaveLength(2_050)
  expect(room.messages.get().items[0]?.seq).toBe(items.at(-2_050)?.seq ?? 0)
})

test('[CL17] messages outside of the window are found, many in one query', async () => {
  const world = createWorld()
  const atrium = world.server.room()
  for (let count = 0; count < 120; count += 1) atrium.say('bob', `${count}`, 1)
  const room = await joined(world)
  const found = Promise.all(['m1', 'm2', 'm119', 'nope'].map((id) => room.messages.find(id)))
  await world.settle()
  expect((await found).map((message) => message?.text)).toEqual(['0', '1', '118', undefined])
  expect(world.server.asked.filter(({ t }) => t === 'query')).toMatchObject([
    { type: 'messages.get', body: { ids: ['m1', 'm2', 'nope'] } },
  ])
})

test('[CL18] get gives the same reference until something changes; listeners hear once a frame', async () => {
  const world = createWorld()
  const room = await joined(world)
  const atrium = world.server.room()
  let heard = 0
  room.messages.subscribe(() => {
    heard += 1
  })
  const before = room.messages.get()
  expect(room.messages.get()).toBe(before)
  world.server.live(atrium, { type: 'typing.changed', payload: { participant: 'bob', typing: true } })
  await world.settle()
  expect(heard).toBe(0)
  expect(room.messages.get()).toBe(before)
  world.server.tell(atrium, ...Array.from({ length: 20 }, () => atrium.say('bob', 'x', 1)))
  await world.settle()
  expect(heard).toBe(1)
  const rows = room.messages.get().items
  world.server.tell(atrium, atrium.say('bob', 'y', 1))
  await world.settle()
  expect(
    room.messages
      .get()
      .items.slice(0, 20)
      .every((row, index) => row === rows[index]),
  ).toBe(true)
})
