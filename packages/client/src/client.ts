import type { ServerFrame } from '@roomful/protocol'
import { watchBrowser } from './browser.ts'
import { systemClock } from './clock.ts'
import { createConnection } from './connection.ts'
import { RoomfulError } from './errors.ts'
import type { CreateCall } from './media-deps.ts'
import { Batch } from './readable.ts'
import { createRoom, type RoomEnd } from './room-client.ts'
import type { ClientOptions, RoomClient, RoomfulClient, SocketConstructor } from './types.ts'

/** From the last release of a room to leaving it, milliseconds: a page that mounts it again meanwhile stays. */
const RELEASE_WAIT_MS = 250

/** Assembles a client with the given kind of calls. */
export function assembleClient(options: ClientOptions, createCall: CreateCall): RoomfulClient {
  const { clock = systemClock, random = Math.random } = options
  const WebSocket: SocketConstructor = options.WebSocket ?? globalThis.WebSocket
  if (typeof WebSocket !== 'function')
    throw new TypeError('there is no global WebSocket here: give one as options.WebSocket')
  const batch = new Batch()
  const rooms = new Map<string, RoomEnd>()
  const holds = new Map<RoomClient, number>()
  const inCall = new Set<string>()
  let clockOffsetMs = 0
  let activity: 'active' | 'idle' = 'active'

  const connection = createConnection({
    url: options.url,
    token: options.token,
    WebSocket,
    clock,
    random,
    batch,
    onUp(welcome) {
      clockOffsetMs = welcome.now - clock.now()
      for (const room of rooms.values()) room.connectionUp()
    },
    onDown() {
      for (const room of rooms.values()) room.connectionLost()
    },
    onClosed(error) {
      for (const room of rooms.values()) room.connectionClosed(error)
    },
    onFrame(frame: ServerFrame) {
      if ('room' in frame) rooms.get(frame.room)?.handle(frame)
    },
  })

  function setInCall(slug: string, on: boolean): void {
    if (on) inCall.add(slug)
    else inCall.delete(slug)
    connection.setInCall(inCall.size > 0)
    showActivity()
  }

  /** Who talks in a call is there, whatever the mouse does. */
  function showActivity(): void {
    for (const [slug, { room }] of rooms) room.presence.setState(inCall.has(slug) ? 'active' : activity)
  }

  function roomOf(name: string): RoomClient {
    // As the server reads it, so that frames find their room.
    const slug = name.trim().normalize('NFC')
    const known = rooms.get(slug)
    if (known) return known.room
    const end = createRoom({
      ...{ slug, connection, batch, clock, random, createCall },
      storage: options.storage,
      clockOffsetMs: () => clockOffsetMs,
      setInCall: (on) => setInCall(slug, on),
    })
    rooms.set(slug, end)
    return end.room
  }

  const unwatch = watchBrowser({
    clock,
    onNetwork: connection.wake,
    onActivity(state) {
      activity = state
      showActivity()
    },
  })

  async function close(): Promise<void> {
    unwatch()
    await Promise.all([...rooms.values()].map(({ room }) => room.leave()))
    connection.close()
    for (const room of rooms.values()) room.close(new RoomfulError('closed'))
  }

  return {
    get: connection.state.get,
    subscribe: connection.state.subscribe,
    room: roomOf,
    hold(slug) {
      const room = roomOf(slug)
      let released = false
      holds.set(room, (holds.get(room) ?? 0) + 1)
      return {
        room,
        release() {
          if (released) return
          released = true
          holds.set(room, (holds.get(room) ?? 1) - 1)
          clock.after(RELEASE_WAIT_MS, () => {
            if (holds.get(room) === 0) void room.leave()
          })
        },
      }
    },
    get clockOffsetMs() {
      return clockOffsetMs
    },
    reconnect: connection.reconnect,
    close,
    [Symbol.asyncDispose]: close,
  }
}
