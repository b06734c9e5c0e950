import type { ParticipantsClient, ParticipantView } from '@roomful/client'
import { useMemo } from 'react'
import { type RoomOptions, type RoomResult, useRoomBase } from './room-options.ts'
import { useReadable } from './use-readable.ts'

export interface UseParticipants
  extends RoomResult,
    Pick<ParticipantsClient, 'setRole' | 'rename' | 'updateData' | 'raiseHand'> {
  /** Local first, then active by joining, then inactive by last seen. Who did not change is the same object as before. */
  readonly participants: readonly ParticipantView[]
}

/** Everyone in the room, and who was. Re-renders on join, leave, rename, role, data, hand and idleness. */
export function useParticipants(options: RoomOptions = {}): UseParticipants {
  const { room, status, error } = useRoomBase(options)
  const participants = useReadable(room.participants)
  return useMemo(() => {
    const { setRole, rename, updateData, raiseHand } = room.participants
    return { participants, setRole, rename, updateData, raiseHand, status, error }
  }, [room, participants, status, error])
}
