import type { ConnectionId } from '@roomful/protocol'
import type { Live } from '../state.ts'

/** Negotiations of a pair whose counts are kept; a pair goes on with one at a time, so older ones are over. */
const NEGOTIATIONS_KEPT = 8

export const countCandidate = (
  live: Live,
  from: ConnectionId,
  to: ConnectionId,
  negotiation: string,
): void => {
  const ofSender = live.candidates.get(from) ?? new Map<ConnectionId, Map<string, number>>()
  live.candidates.set(from, ofSender)
  const ofPair = ofSender.get(to) ?? new Map<string, number>()
  ofSender.set(to, ofPair)
  ofPair.set(negotiation, (ofPair.get(negotiation) ?? 0) + 1)
  const oldest = ofPair.keys().next().value
  if (ofPair.size > NEGOTIATIONS_KEPT && oldest !== undefined) ofPair.delete(oldest)
}

/** Forgets all counts from and to a leg that is gone. */
export const dropCandidates = (live: Live, connection: ConnectionId): void => {
  live.candidates.delete(connection)
  for (const [from, ofSender] of live.candidates) {
    ofSender.delete(connection)
    if (ofSender.size === 0) live.candidates.delete(from)
  }
}
