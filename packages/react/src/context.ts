import type { DevicesClient, RoomClient, RoomfulClient } from '@roomful/client'
import { createContext, useContext } from 'react'

export const ClientContext = createContext<RoomfulClient | null>(null)
export const DevicesContext = createContext<DevicesClient | null>(null)
export const RoomContext = createContext<RoomClient | null>(null)

/** The client that is given, or that of the surrounding RoomfulProvider. */
export function useRoomful(given?: RoomfulClient): RoomfulClient {
  const surrounding = useContext(ClientContext)
  const client = given ?? surrounding
  if (!client) throw new Error('give a client, or put a <RoomfulProvider> around it')
  return client
}

/** The room that is given, or that of the surrounding RoomProvider. */
export function useEnsuredRoom(room: RoomClient | undefined): RoomClient {
  const surrounding = useContext(RoomContext)
  const ensured = room ?? surrounding
  if (!ensured) throw new Error('give a room, or put a <RoomProvider> around it')
  return ensured
}
