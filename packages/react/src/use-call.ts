import type { CallClient, CallState, Fault } from '@roomful/client'
import { useMemo } from 'react'
import { type RoomOptions, useRoomBase } from './room-options.ts'
import { useReadable } from './use-readable.ts'

export interface UseCall extends Omit<CallState, 'fault'>, Omit<CallClient, 'get' | 'subscribe'> {
  /** Why the call failed; trouble with a device is `mediaFault`. */
  readonly error: Fault | null
}

/** The room's call. `status` is the call's own: the room may be joined without it. */
export function useCall(options: RoomOptions = {}): UseCall {
  const { room } = useRoomBase(options)
  const state = useReadable(room.call)
  return useMemo(() => {
    const { get: _, subscribe: __, ...actions } = room.call
    const { fault: error, ...rest } = state
    return { ...rest, ...actions, error }
  }, [room, state])
}
