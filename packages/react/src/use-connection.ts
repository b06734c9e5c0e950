import type { ConnectionState, Fault, RoomfulClient } from '@roomful/client'
import { useMemo } from 'react'
import { useRoomful } from './context.ts'
import { useReadable } from './use-readable.ts'

export interface UseConnection extends Omit<ConnectionState, 'fault'>, Pick<RoomfulClient, 'reconnect'> {
  readonly error: Fault | null
}

/** The line to the server, for the banner: `reconnect` tries at once.
 *  @param given defaults to the RoomfulProvider's */
export function useConnection(given?: RoomfulClient): UseConnection {
  const client = useRoomful(given)
  const state = useReadable(client)
  return useMemo(() => {
    const { fault: error, ...rest } = state
    return { ...rest, error, reconnect: client.reconnect }
  }, [client, state])
}
