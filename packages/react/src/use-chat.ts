import type { MessagesClient, MessageView } from '@roomful/client'
import { useMemo } from 'react'
import { type RoomOptions, type RoomResult, useRoomBase } from './room-options.ts'
import { useReadable } from './use-readable.ts'

export interface UseChat
  extends RoomResult,
    Pick<
      MessagesClient,
      'send' | 'edit' | 'delete' | 'react' | 'retry' | 'discard' | 'loadOlder' | 'trim' | 'find'
    > {
  /** Oldest first, own pending and failed ones last. What did not change is the same object as before. */
  readonly messages: readonly MessageView[]
  readonly hasOlder: boolean
  readonly loadingOlder: boolean
}

/** The conversation. Re-renders on messages only, not on typing or people. */
export function useChat(options: RoomOptions = {}): UseChat {
  const { room, status, error } = useRoomBase(options)
  const { items, hasOlder, loadingOlder } = useReadable(room.messages)
  return useMemo(() => {
    const { get: _, subscribe: __, ...actions } = room.messages
    return { ...actions, messages: items, hasOlder, loadingOlder, status, error }
  }, [room, items, hasOlder, loadingOlder, status, error])
}
