import type { Readable } from '@roomful/client'
import type { RoomSummary } from '@roomful/protocol'
import { ApiFault } from '../api/http.ts'
import { listLiveRooms } from '../api/rooms.ts'
import { createStore } from '../store.ts'

/** Between two looks, ms. */
const LOOK_EVERY_MS = 5_000

export interface LiveRooms {
  /** hidden: this server keeps its list to itself. away: it does not answer; what was known stays. */
  readonly status: 'loading' | 'ready' | 'hidden' | 'away'
  readonly rooms: readonly RoomSummary[]
}

/** Looks while somebody watches and the page is visible. */
function createLiveRooms(): Readable<LiveRooms> {
  const store = createStore<LiveRooms>({ status: 'loading', rooms: [] })
  let stop: AbortController | null = null
  let watchers = 0

  async function look({ signal }: AbortController): Promise<void> {
    try {
      const rooms = await listLiveRooms(signal)
      store.set({ status: 'ready', rooms })
    } catch (error) {
      if (signal.aborted) return
      const isHidden = error instanceof ApiFault && ['forbidden', 'unauthorized', 'not_found'].includes(error.code)
      store.patch({ status: isHidden ? 'hidden' : 'away' })
    }
  }
  async function watch(own: AbortController): Promise<void> {
    while (!own.signal.aborted) {
      if (document.visibilityState === 'visible') await look(own)
      await new Promise((next) => setTimeout(next, LOOK_EVERY_MS))
    }
  }
  return {
    get: store.get,
    subscribe: (listener) => {
      const unsubscribe = store.subscribe(listener)
      watchers += 1
      if (watchers === 1) {
        stop = new AbortController()
        void watch(stop)
      }
      return () => {
        unsubscribe()
        watchers -= 1
        if (watchers === 0) stop?.abort()
      }
    },
  }
}

export const liveRooms = createLiveRooms()
