import type { DevicesClient, RoomfulClient } from '@roomful/client'
import type { ReactNode } from 'react'
import { ClientContext, DevicesContext } from './context.ts'

export interface RoomfulProviderProps {
  /** From createClient, made once outside of the tree. Who made it closes it. */
  readonly client: RoomfulClient
  /** From createDevices, to share them with code outside of the tree. */
  readonly devices?: DevicesClient
  readonly children?: ReactNode
}

export const RoomfulProvider = ({ client, devices, children }: RoomfulProviderProps) => (
  <ClientContext value={client}>
    <DevicesContext value={devices ?? null}>{children}</DevicesContext>
  </ClientContext>
)
