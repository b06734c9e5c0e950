import type { ParticipantId, TypingClient } from '@roomful/client'
import { useMemo } from 'react'
import { type RoomOptions, type RoomResult, useRoomBase } from './room-options.ts'
import { useReadable } from './use-readable.ts'

export interface UseTyping extends RoomResult, Pick<TypingClient, 'keystroke' | 'stop'> {
  /** Others who are writing, longest first. */
  readonly typing: readonly ParticipantId[]
}

/** Who is writing. Call `keystroke` on each key; repeats and the end are handled. */
export function useTyping(options: RoomOptions = {}): UseTyping {
  const { room, status, error } = useRoomBase(options)
  const typing = useReadable(room.typing)
  return useMemo(() => {
    const { keystroke, stop } = room.typing
    return { typing, keystroke, stop, status, error }
  }, [room, typing, status, error])
}
