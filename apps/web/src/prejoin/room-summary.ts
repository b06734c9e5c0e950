import type { Readable, RoomSummary } from '@roomful/client'
import { useMemo } from 'react'
import { codeOf, server } from '../server.ts'
import { createWatched, repeat, useReadable } from '../store.ts'

/** Between two looks at who is inside, ms. */
const LOOK_EVERY_MS = 4_000

/** null: nobody was ever there. undefined: not known yet, or not told. */
const createRoomSummary = (slug: string): Readable<RoomSummary | null | undefined> =>
  createWatched<RoomSummary | null | undefined>(undefined, (store, signal) => {
    void repeat(signal, async () => {
      try {
        store.set(await server.room(slug, signal))
      } catch (error) {
        if (codeOf(error) === 'room_not_found') store.set(null)
      }
      return LOOK_EVERY_MS
    })
  })

export function useRoomSummary(slug: string): RoomSummary | null | undefined {
  return useReadable(useMemo(() => createRoomSummary(slug), [slug]))
}
