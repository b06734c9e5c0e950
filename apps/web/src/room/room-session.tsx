import type { DevicesClient, RoomClient, RoomfulClient } from '@roomful/client'
import { RoomfulProvider, RoomProvider } from '@roomful/react'
import { RoomScreen } from './room-screen.tsx'

interface RoomSessionProps {
  readonly client: RoomfulClient
  readonly room: RoomClient
  readonly devices: DevicesClient
  readonly onLeave: () => void
}

/** The room that a visit has joined. */
export function RoomSession({ client, room, devices, onLeave }: RoomSessionProps) {
  return (
    <RoomfulProvider client={client} devices={devices}>
      <RoomProvider slug={room.slug} join={false}>
        <RoomScreen onLeave={onLeave} />
      </RoomProvider>
    </RoomfulProvider>
  )
}
