import { type ReactNode, useEffect, useMemo } from 'react'
import { RoomContext, useRoomful } from './context.ts'

export interface RoomProviderProps {
  readonly slug: string
  /** Overrides the token's name in this room. */
  readonly name?: string
  /** False waits: for the pre-join page, or to join by `useRoom().join`. */
  readonly join?: boolean
  readonly children?: ReactNode
}

/** Holds a room for what is inside. The room is joined once, however many providers hold it, and left a moment after the
 *  last one is gone; so StrictMode's second mount is seen by nobody. Why a join failed: `useRoom().error`. */
export function RoomProvider({ slug, name, join = true, children }: RoomProviderProps) {
  const client = useRoomful()
  const room = useMemo(() => client.room(slug), [client, slug])
  useEffect(() => client.hold(slug).release, [client, slug])
  useEffect(() => {
    // The state of the room tells of a failure.
    if (join) room.join(name === undefined ? {} : { name }).catch(() => {})
  }, [room, join, name])
  return <RoomContext value={room}>{children}</RoomContext>
}
