import type { RoomClient, RoomState } from '@roomful/client'
import { useMemo } from 'react'
import { type RoomOptions, type RoomResult, useRoomBase } from './room-options.ts'
import { useReadable } from './use-readable.ts'

export interface UseRoom extends RoomResult, Pick<RoomState, 'info' | 'self'> {
  readonly room: RoomClient
  readonly join: RoomClient['join']
  readonly leave: RoomClient['leave']
}

const infoOf = (state: RoomState) => state.info
const selfOf = (state: RoomState) => state.self

/** The room itself: where it stands, what it is called, who we are in it. */
export function useRoom(options: RoomOptions = {}): UseRoom {
  const { room, status, error } = useRoomBase(options)
  const info = useReadable(room, infoOf)
  const self = useReadable(room, selfOf)
  return useMemo(
    () => ({ room, info, self, join: room.join, leave: room.leave, status, error }),
    [room, info, self, status, error],
  )
}
