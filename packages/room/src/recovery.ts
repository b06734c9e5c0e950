import {
  LIMITS,
  type Participant,
  type ParticipantId,
  type Position,
  type ResetFrame,
} from '@roomful/protocol'
import { emptyLive } from './draft.ts'
import { Overlay } from './overlay.ts'
import { putParticipant } from './roster.ts'
import type { Room, RoomFacts } from './state.ts'

export interface RecoverFrom {
  readonly facts: RoomFacts
  readonly seq: number
  readonly participants: readonly Participant[]
  /** The creator. */
  readonly by: ParticipantId | null
}

/** The room as its read models hold it. Nobody is connected yet; the log is not replayed. */
export const recover = (stored: RecoverFrom): Room => {
  const room: Room = {
    logged: {
      facts: stored.facts,
      by: stored.by,
      seq: stored.seq,
      activeCount: 0,
      dataBytes: 0,
      participants: new Overlay(),
      messages: new Overlay(),
    },
    live: emptyLive(),
    pending: null,
  }
  for (const participant of stored.participants) putParticipant(room.logged, participant)
  return room
}

export type ResumePlan =
  | { readonly kind: 'events'; readonly from: number }
  | { readonly kind: 'reset'; readonly reason: ResetFrame['reason'] }

/** How a returning client catches up.
 *  @param asked last position that it applied
 *  @param seq number of the room's last event
 *  @param floor highest number that was trimmed from the log, 0: none
 *  @returns events `from` … seq (none when from = seq + 1), or why a snapshot is needed. Rules RE1–RE4. */
export const resumePlan = (of: {
  readonly asked: Position
  readonly epoch: string
  readonly seq: number
  readonly floor: number
}): ResumePlan => {
  const { asked, epoch, seq, floor } = of
  // A position ahead of the log belongs to a history that this database does not hold.
  if (asked.epoch !== epoch || asked.seq > seq) return { kind: 'reset', reason: 'epoch' }
  if (asked.seq < floor) return { kind: 'reset', reason: 'trimmed' }
  if (seq - asked.seq > LIMITS.RESUME_MAX) return { kind: 'reset', reason: 'too_far' }
  return { kind: 'events', from: asked.seq + 1 }
}
