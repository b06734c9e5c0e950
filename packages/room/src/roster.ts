import { jsonBytes, type Participant, type ParticipantId } from '@roomful/protocol'
import type { Logged } from './state.ts'

/** Writes an entry and keeps the counts of the room in step. */
export const putParticipant = (logged: Logged, next: Participant): void => {
  const old = logged.participants.get(next.id)
  logged.activeCount += Number(next.active) - Number(old?.active ?? false)
  if (old?.data !== next.data) logged.dataBytes += jsonBytes(next.data) - (old ? jsonBytes(old.data) : 0)
  logged.participants.set(next.id, next)
}

/** Changes an entry; unknown people are left alone. */
export const patchParticipant = (logged: Logged, id: ParticipantId, patch: Partial<Participant>): void => {
  const old = logged.participants.get(id)
  if (old) putParticipant(logged, { ...old, ...patch })
}

export const dropParticipant = (logged: Logged, id: ParticipantId): void => {
  const old = logged.participants.get(id)
  if (!old) return
  logged.activeCount -= Number(old.active)
  logged.dataBytes -= jsonBytes(old.data)
  logged.participants.delete(id)
}

/** Whether somebody other than `id` is host; the creator is, also before the first join. */
export const hasOtherHost = (logged: Logged, id: ParticipantId): boolean => {
  if (logged.by !== null && logged.by !== id) return true
  for (const other of logged.participants.values()) if (other.id !== id && other.role === 'host') return true
  return false
}
