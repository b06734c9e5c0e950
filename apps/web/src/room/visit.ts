import {
  createClient,
  type DevicesClient,
  type RoomClient,
  type RoomfulClient,
  RoomfulError,
} from '@roomful/client'
import { createMediaPreview, type MediaPreview } from '../prejoin/media-preview.ts'
import { server } from '../server.ts'
import { guestName, setGuestName } from '../settings/profile.ts'
import { createStore } from '../store.ts'
import type { AppFaultCode } from '../text/faults.en.ts'
import { forgetPresence, recallPresence, rememberPresence } from './presence-memory.ts'

/** The SDK tries for ever; a person at the door is told after this time, ms. */
const JOIN_WAIT_MS = 8_000

export interface JoinWish {
  readonly name: string
  /** False: no microphone, no camera. */
  readonly withMedia: boolean
}
export type VisitState =
  | { readonly phase: 'prejoin'; readonly isJoining: boolean }
  | { readonly phase: 'in'; readonly client: RoomfulClient; readonly room: RoomClient }
  | { readonly phase: 'left' }
  | { readonly phase: 'failed'; readonly code: AppFaultCode }

const fromBrowserStorage = (): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined => {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

function connect(name: string): RoomfulClient {
  const storage = fromBrowserStorage()
  return createClient({
    url: location.origin,
    token: async () => (await server.guest(name)).token,
    ...(storage ? { storage } : {}),
  })
}

/** One person's way through a room: before, in, after. Lives outside of React, so that rendering twice joins once.
 *  @param loadRoom fetches the page of the room, which has to be there before anybody is let in */
export function createVisit(slug: string, devices: DevicesClient, loadRoom: () => Promise<unknown>) {
  const remembered = recallPresence(slug)
  const preview: MediaPreview = createMediaPreview(devices, remembered?.media)
  const state = createStore<VisitState>({ phase: 'prejoin', isJoining: remembered !== null })
  let wish: JoinWish = { name: guestName.get(), withMedia: remembered?.withMedia ?? true }
  let end = () => {}
  let attempt = new AbortController()

  /** From here on an earlier attempt to come in is given up. */
  function begin(): AbortSignal {
    attempt.abort()
    attempt = new AbortController()
    return attempt.signal
  }
  /** The room ended without us: refused, closed for good, or somebody took us out. */
  function watch(client: RoomfulClient, room: RoomClient): void {
    const look = () => {
      const { status, fault } = room.get()
      if (status !== 'failed' && status !== 'left') return
      end()
      forgetPresence()
      state.set({ phase: 'failed', code: fault?.code ?? client.get().fault?.code ?? 'removed' })
    }
    const stops = [room.subscribe(look), room.call.subscribe(() => remember(room))]
    end = () => {
      end = () => {}
      for (const stop of stops) stop()
      void client.close()
    }
  }
  function remember(room: RoomClient): void {
    const { audio, video } = room.call.get().media
    rememberPresence(slug, { withMedia: wish.withMedia, media: { microphone: audio, camera: video } })
  }
  function joinCall(room: RoomClient): void {
    const { microphone, camera } = preview.get()
    const stream = wish.withMedia ? preview.take() : null
    if (!stream) preview.close()
    // Refusals stand in the call's own state: the room is fine without a call.
    room.call
      .join({
        ...(stream ? { stream } : {}),
        audio: Boolean(stream) && microphone.on && !microphone.fault,
        video: Boolean(stream) && camera.on && !camera.fault,
      })
      .catch(() => {})
  }

  return {
    preview,
    get: state.get,
    subscribe: state.subscribe,
    async enter(next: JoinWish): Promise<void> {
      wish = next
      setGuestName(wish.name)
      state.set({ phase: 'prejoin', isJoining: true })
      const signal = begin()
      const client = connect(wish.name)
      const room = client.room(slug)
      try {
        const patience = AbortSignal.any([signal, AbortSignal.timeout(JOIN_WAIT_MS)])
        await room.join({ name: wish.name, signal: patience })
        await loadRoom()
        signal.throwIfAborted()
      } catch (error) {
        const isConnected = client.get().status === 'connected'
        void client.close()
        if (signal.aborted) return
        const code = error instanceof RoomfulError ? error.code : isConnected ? 'timeout' : 'offline'
        return state.set({ phase: 'failed', code })
      }
      joinCall(room)
      watch(client, room)
      remember(room)
      state.set({ phase: 'in', client, room })
    },
    /** After a reload in the middle of a call: straight back in, as we were. */
    async resume(): Promise<void> {
      if (!remembered || !wish.name) return state.set({ phase: 'prejoin', isJoining: false })
      const signal = begin()
      if (wish.withMedia) await preview.open()
      if (!signal.aborted) await this.enter(wish)
    },
    async again(): Promise<void> {
      state.set({ phase: 'prejoin', isJoining: true })
      const signal = begin()
      if (wish.withMedia) await preview.open()
      if (!signal.aborted) await this.enter(wish)
    },
    leave(): void {
      end()
      forgetPresence()
      state.set({ phase: 'left' })
    },
    /** The page is left for another, perhaps in the middle of coming in. */
    close(): void {
      attempt.abort()
      end()
      preview.close()
    },
  }
}
export type Visit = ReturnType<typeof createVisit>
