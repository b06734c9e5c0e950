import type { PresenceClient } from '@roomful/client'
import { useMemo } from 'react'
import { type RoomOptions, type RoomResult, useRoomBase } from './room-options.ts'
import { useReadable } from './use-readable.ts'

export interface UsePresence extends RoomResult, Pick<PresenceClient, 'setState'> {
  /** People in the room now, idle ones too. */
  readonly active: number
  /** People who were here, also those whom the roster does not list. */
  readonly inactive: number
}

/** How many are here. Re-renders when a count changes. */
export function usePresence(options: RoomOptions = {}): UsePresence {
  const { room, status, error } = useRoomBase(options)
  const counts = useReadable(room.presence)
  return useMemo(
    () => ({ ...counts, setState: room.presence.setState, status, error }),
    [room, counts, status, error],
  )
}
