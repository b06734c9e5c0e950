import { type CreateRoomBody, LIMITS, type Principal, type RoomSummary } from '@roomful/protocol'
import type { RoomFacts } from '@roomful/room'
import type { z } from 'zod'
import type { Storage } from '../ports/index.ts'
import { accepted, refused } from './outcome.ts'
import type { Services } from './services.ts'
import type { Outcome } from './types.ts'

/** Makes a room before anybody enters it; whoever makes it is its host. Fails with StorageUnavailable. */
export async function createRoom(
  { storage, clock, ids }: Pick<Services, 'storage' | 'clock' | 'ids'>,
  { title, slug = ids.slug(), kind, access, capacity }: z.output<typeof CreateRoomBody>,
  by: Principal,
): Promise<Outcome<RoomSummary>> {
  const facts: RoomFacts = {
    id: ids.uuid(),
    slug,
    kind,
    access,
    createdAt: clock.now(),
    epoch: ids.token(),
    title,
    capacity: capacity ?? LIMITS.ROOM_CAPACITY,
  }
  const { created } = await storage.createRoom(facts, by.id)
  return created ? summarise(storage, slug) : refused('room_exists')
}

export async function summarise(
  storage: Pick<Storage, 'roomSummary'>,
  slug: string,
): Promise<Outcome<RoomSummary>> {
  const summary = await storage.roomSummary(slug)
  return summary ? accepted(summary) : refused('room_not_found')
}
