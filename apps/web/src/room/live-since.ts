import type { ParticipantView } from '@roomful/client'
import { useRoomful } from '@roomful/react'
import { useState } from 'react'

/** When the present gathering began, Unix ms by our clock: the oldest arrival among those who are here, and it stays
 *  although the first ones go. */
export function useLiveSince(participants: readonly ParticipantView[]): number | null {
  const { clockOffsetMs } = useRoomful()
  const [oldest, setOldest] = useState(Number.POSITIVE_INFINITY)
  const arrivals = participants.filter(({ active }) => active).map(({ last_seen }) => last_seen)
  const now = Math.min(oldest, ...arrivals)
  if (now < oldest) setOldest(now)
  return Number.isFinite(now) ? now - clockOffsetMs : null
}
