import { createDevices, type DevicesClient, type DevicesState } from '@roomful/client'
import { useContext, useMemo, useState } from 'react'
import { DevicesContext } from './context.ts'
import { useReadable } from './use-readable.ts'

export interface UseDevices extends DevicesState, Pick<DevicesClient, 'open' | 'choose' | 'refresh'> {}

/** Microphones, cameras and speakers of this machine, what is allowed and what was chosen. Needs no room.
 *  @param given defaults to the RoomfulProvider's, else to devices of this component's own */
export function useDevices(given?: DevicesClient): UseDevices {
  const surrounding = useContext(DevicesContext)
  const [own] = useState(() => (given || surrounding ? null : createDevices()))
  const devices = given ?? surrounding ?? own
  if (!devices) throw new Error('useDevices had devices and lost them')
  const state = useReadable(devices)
  return useMemo(() => {
    const { open, choose, refresh } = devices
    return { ...state, open, choose, refresh }
  }, [devices, state])
}
