import type { RoomClient } from '@roomful/client'
import { createWorld } from '@roomful/client/testing'
import { act, cleanup, render, renderHook } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { afterEach, expect, test } from 'vitest'
import {
  RoomfulProvider,
  RoomProvider,
  useCall,
  useChat,
  useConnection,
  useDevices,
  useParticipants,
  usePresence,
  useRoom,
  useRoomful,
  useTyping,
} from './index.ts'

afterEach(cleanup)

/** A room of one's own under StrictMode, and another person in it. */
async function open() {
  const world = createWorld()
  const roomful = world.client('ann')
  const bob = world.client('bob').room('atrium')
  void bob.join()
  await world.settle()
  const settle = () => act(() => world.settle())
  const Room = ({ children }: { children?: ReactNode }) => (
    <RoomfulProvider client={roomful}>
      <RoomProvider slug="atrium">{children}</RoomProvider>
    </RoomfulProvider>
  )
  const hook = async <T,>(use: () => T) => {
    let renders = 0
    const counted = () => {
      renders += 1
      return use()
    }
    const rendered = renderHook(counted, { wrapper: Room, reactStrictMode: true })
    await settle()
    return { ...rendered, renders: () => renders }
  }
  const joins = () => world.server.asked.filter(({ type }) => type === 'room.join').length
  return { world, roomful, bob, Room, settle, hook, joins }
}
const leaves = ({ server }: Awaited<ReturnType<typeof open>>['world']) =>
  server.room().log.filter(({ type }) => type === 'participant.left').length

test('[RC1] StrictMode mounts twice and joins once; nobody sees a leave', async () => {
  const { world, hook, joins } = await open()
  const { result } = await hook(() => useRoom())
  await act(() => world.advance(2_000))
  expect(result.current).toMatchObject({ status: 'joined', error: null, info: { slug: 'atrium' } })
  expect(joins()).toBe(2)
  expect(leaves(world)).toBe(0)
  expect(world.server.sockets).toHaveLength(2)
})

test('[RC1] the last provider of a room leaves it', async () => {
  const { world, Room, roomful, settle } = await open()
  const view = render(
    <StrictMode>
      <Room />
      <Room />
    </StrictMode>,
  )
  await settle()
  view.rerender(
    <StrictMode>
      <Room />
    </StrictMode>,
  )
  await act(() => world.advance(1_000))
  expect(roomful.room('atrium').get().status).toBe('joined')
  view.unmount()
  await act(() => world.advance(1_000))
  expect(roomful.room('atrium').get().status).toBe('left')
  expect(leaves(world)).toBe(1)
})

test('[RC1] another slug is another room; without `join` the room waits to be joined', async () => {
  const { world, roomful, settle } = await open()
  const at = (slug: string, join: boolean) => (
    <RoomfulProvider client={roomful}>
      <RoomProvider slug={slug} name="Ann" join={join} />
    </RoomfulProvider>
  )
  const view = render(at('one', false))
  await settle()
  expect(roomful.room('one').get().status).toBe('idle')
  view.rerender(at('one', true))
  await settle()
  expect(roomful.room('one').get().status).toBe('joined')
  expect(world.server.asked.at(-1)?.body).toEqual({ name: 'Ann' })
  view.rerender(at('two', true))
  await act(() => world.advance(1_000))
  expect([roomful.room('one').get().status, roomful.room('two').get().status]).toEqual(['left', 'joined'])
})

test('[RC1] a join that is refused shows in the room', async () => {
  const { world, hook } = await open()
  world.server.refuse('room.join', { code: 'room_full' })
  const { result } = await hook(() => useRoom())
  expect(result.current).toMatchObject({ status: 'failed', error: { code: 'room_full' } })
  void result.current.join()
  await act(() => world.settle())
  expect(result.current.status).toBe('joined')
})

test('[RC2] the chat renders for messages, not for typing, people or idleness', async () => {
  const { world, bob, settle, hook } = await open()
  const chat = await hook(() => useChat())
  const before = chat.renders()
  bob.typing.keystroke()
  bob.presence.setState('idle')
  void bob.participants.raiseHand(true)
  await settle()
  expect(chat.renders()).toBe(before)
  void bob.messages.send('hello')
  await settle()
  // StrictMode renders each time twice.
  expect(chat.renders()).toBe(before + 2)
  expect(chat.result.current.messages).toMatchObject([{ text: 'hello', status: 'sent' }])
  expect(world.server.room().log.at(-1)?.type).toBe('message.created')
})

test('[RC2] the room itself renders for its state, not for each event', async () => {
  const { bob, settle, hook } = await open()
  const room = await hook(() => useRoom())
  const before = room.renders()
  void bob.messages.send('hello')
  await settle()
  expect(room.renders()).toBe(before)
})

test('[RC3] results and actions are the same objects until something changes', async () => {
  const { settle, bob, hook } = await open()
  const { result, rerender } = await hook(() => ({
    room: useRoom(),
    chat: useChat(),
    people: useParticipants(),
    presence: usePresence(),
    typing: useTyping(),
    call: useCall(),
    connection: useConnection(),
    devices: useDevices(),
  }))
  const before = result.current
  rerender()
  for (const [name, value] of Object.entries(result.current))
    expect([name, value === before[name as keyof typeof before]]).toEqual([name, true])

  void bob.messages.send('one')
  void bob.messages.send('two')
  await settle()
  const { chat, people } = result.current
  expect(chat).not.toBe(before.chat)
  expect([chat.send, chat.loadOlder]).toEqual([before.chat.send, before.chat.loadOlder])
  expect(people).toBe(before.people)
  void bob.messages.send('three')
  await settle()
  expect(result.current.chat.messages.slice(0, 2).every((row, index) => row === chat.messages[index])).toBe(
    true,
  )
})

test('[RC3] every hook gives its data', async () => {
  const { settle, bob, hook } = await open()
  const { result } = await hook(() => ({
    people: useParticipants(),
    presence: usePresence(),
    typing: useTyping(),
    call: useCall(),
    connection: useConnection(),
    devices: useDevices(),
    client: useRoomful(),
  }))
  bob.typing.keystroke()
  await settle()
  expect(result.current).toMatchObject({
    people: { participants: [{ name: 'ann', isSelf: true }, { name: 'bob' }], status: 'joined', error: null },
    presence: { active: 2, inactive: 0, status: 'joined' },
    typing: { typing: ['guest:bob'], status: 'joined' },
    call: { status: 'idle', error: null, peers: [] },
    connection: { status: 'connected', error: null, retryAt: null },
    devices: { microphones: [], cameras: [], speakers: [] },
  })
})

test('[RC4] a failed connection is shown, with the way to try again', async () => {
  const { world, settle, hook } = await open()
  const { result } = await hook(() => ({ connection: useConnection(), room: useRoom() }))
  act(() => world.server.dropAll())
  expect(result.current).toMatchObject({
    connection: { status: 'reconnecting', retryAt: expect.any(Number) },
    room: { status: 'resuming' },
  })
  act(() => result.current.connection.reconnect())
  await settle()
  expect(result.current).toMatchObject({ connection: { status: 'connected' }, room: { status: 'joined' } })
})

test('[RC5] every hook of a room hears of discontinuities, by the newest callback', async () => {
  const { world, hook, roomful } = await open()
  const heard: string[] = []
  let round = 1
  const { rerender } = await hook(() => {
    const tell = (name: string) => ({ onDiscontinuity: () => heard.push(`${name} ${round}`) })
    useRoom(tell('room'))
    useChat(tell('chat'))
    useParticipants(tell('people'))
    usePresence(tell('presence'))
    useTyping(tell('typing'))
    useCall(tell('call'))
  })
  round = 2
  rerender()
  const atrium = world.server.room()
  world.server.dropAll()
  atrium.say('cleo', 'missed', 1)
  atrium.floor = atrium.log.length
  roomful.reconnect()
  await act(() => world.settle())
  expect(heard.toSorted()).toEqual(['call 2', 'chat 2', 'people 2', 'presence 2', 'room 2', 'typing 2'])
})

test('[RC6] a room may be given instead of a provider; without either the hook says what to do', async () => {
  const { bob } = await open()
  const given: { room: RoomClient } = { room: bob }
  const { result } = renderHook(() => useChat(given))
  expect(result.current.status).toBe('joined')
  const silenced = console.error
  console.error = () => {}
  expect(() => renderHook(() => useChat())).toThrow('RoomProvider')
  expect(() => renderHook(() => useRoomful())).toThrow('RoomfulProvider')
  console.error = silenced
})
