import type { Storage } from '../../ports/storage.ts'
import type { Occupied, Reads } from './reads/index.ts'

/** Rooms and people of each that are closed in one step. */
const ROOMS = 100
const PEOPLE = 500

/** Ends the presence of everybody whom a dead server left behind, with events like any other departure. */
export const closeIncarnation = async (
  storage: Pick<Reads, 'occupied'> & Pick<Storage, 'append'>,
  at: number,
): Promise<number> => {
  const leave = async ({ room, seq, active }: Occupied): Promise<number> => {
    const events = active.map((id, index) => ({
      seq: seq + 1 + index,
      at,
      event: { type: 'participant.left', payload: { id, cause: 'server', last_seen: at } } as const,
    }))
    const result = await storage.append({ room, expected: seq, events, keys: [] })
    // After a conflict the room is read again in the next step.
    return result.ok ? events.length : 0
  }
  let people = 0
  for (;;) {
    const rooms = await storage.occupied(ROOMS, PEOPLE)
    if (rooms.length === 0) return people
    for (const left of await Promise.all(rooms.map(leave))) people += left
  }
}
