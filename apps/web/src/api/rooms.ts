import type { RoomSummary } from '@roomful/protocol'
import { request } from './http.ts'

/** Rooms with people in them, newest life first. */
export async function listLiveRooms(signal: AbortSignal): Promise<readonly RoomSummary[]> {
  const { items } = await request<{ items: RoomSummary[] }>('/api/rooms?limit=50', { signal })
  return items
    .filter(({ active_count }) => active_count > 0)
    .toSorted((a, b) => (b.live_since ?? 0) - (a.live_since ?? 0))
}

export const getRoom = (slug: string, signal: AbortSignal) =>
  request<RoomSummary>(`/api/rooms/${encodeURIComponent(slug)}`, { signal })
