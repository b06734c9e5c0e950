import type { Discontinuity, Fault, RoomClient, RoomState, RoomStatus } from '@roomful/client'
import { useEffect, useEffectEvent } from 'react'
import { useEnsuredRoom } from './context.ts'
import { useReadable } from './use-readable.ts'

/** Every hook of a room takes them. */
export interface RoomOptions {
  /** Defaults to the surrounding RoomProvider's. */
  readonly room?: RoomClient
  /** The state was replaced after a long absence: events in between were not told one by one. */
  readonly onDiscontinuity?: (what: Discontinuity) => void
}

/** Every hook of a room gives them. */
export interface RoomResult {
  readonly status: RoomStatus
  /** Why the room failed, or why joining waits. */
  readonly error: Fault | null
}

const statusOf = (state: RoomState) => state.status
const faultOf = (state: RoomState) => state.fault

/** The room with its status, for the hooks: the position, which changes with each event, re-renders nothing. */
export function useRoomBase({ room: given, onDiscontinuity }: RoomOptions): RoomResult & {
  readonly room: RoomClient
} {
  const room = useEnsuredRoom(given)
  const listens = onDiscontinuity !== undefined
  const tell = useEffectEvent((what: Discontinuity) => onDiscontinuity?.(what))
  useEffect(() => (listens ? room.onDiscontinuity((what) => tell(what)) : undefined), [room, listens])
  return { room, status: useReadable(room, statusOf), error: useReadable(room, faultOf) }
}
