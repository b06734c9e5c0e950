import { jsonBytes, LIMITS } from '@roomful/protocol'
import { done, type MemberRule, refuse } from '../rule.ts'

/** Descriptions and candidates are flat; serialising hostile depth would end the stack. */
const SIGNAL_DEPTH = 8

export const sendSignal: MemberRule<'signal.send'> = (room, { by, connection: from, body }) => {
  const { to, negotiation, kind, data } = body
  const { legs, candidates } = room.live
  if (!legs.has(from)) return refuse('not_in_call')
  if (to === from || !legs.has(to)) return refuse('target_not_found')
  if (deeperThan(data, SIGNAL_DEPTH))
    return refuse('bad_payload', `data: more than ${SIGNAL_DEPTH} levels deep`)
  if (jsonBytes(data) > LIMITS.SIGNAL_BYTES) return refuse('signal_too_large')
  const sent = candidates.get(from)?.get(to)?.get(negotiation) ?? 0
  if (kind === 'candidate' && sent >= LIMITS.CANDIDATES_PER_NEGOTIATION) return refuse('too_many_candidates')
  return done({ type: 'signal.sent', payload: { to, from, participant: by, negotiation, kind, data } })
}

const deeperThan = (root: unknown, levels: number): boolean => {
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    const objects = level.filter((value) => typeof value === 'object' && value !== null)
    if (objects.length > 0 && depth === levels) return true
    level = objects.flatMap((value) => Object.values(value as object))
  }
  return false
}
