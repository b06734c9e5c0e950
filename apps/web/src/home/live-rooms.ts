import type { RoomSummary } from '@roomful/client'
import { codeOf, server } from '../server.ts'
import { createWatched, repeat, type Store } from '../store.ts'

/** Between two looks, ms. */
const LOOK_EVERY_MS = 5_000
const SHOWN_MAX = 50

export interface LiveRooms {
  /** hidden: this server keeps its list to itself. away: it does not answer; what was known stays. */
  readonly status: 'loading' | 'ready' | 'hidden' | 'away'
  readonly rooms: readonly RoomSummary[]
}

const REFUSALS: readonly string[] = ['forbidden', 'unauthorized', 'not_found']

async function look(store: Store<LiveRooms>, signal: AbortSignal): Promise<number> {
  if (document.visibilityState === 'hidden') return LOOK_EVERY_MS
  try {
    const { items } = await server.rooms({ limit: SHOWN_MAX, signal })
    store.set({ status: 'ready', rooms: items.filter(({ active_count }) => active_count > 0) })
  } catch (error) {
    if (!signal.aborted) store.patch({ status: REFUSALS.includes(codeOf(error)) ? 'hidden' : 'away' })
  }
  return LOOK_EVERY_MS
}

export const liveRooms = createWatched<LiveRooms>(
  { status: 'loading', rooms: [] },
  (store, signal) => void repeat(signal, () => look(store, signal)),
)
