import type { ParticipantId } from '@roomful/protocol'
import type { Live, Room } from './state.ts'

/** A draft of the room to decide a batch on. The logged part is forked, the live part shared and never written through a draft.
 *  Not kept means dropped: the room has not changed. Only one draft of a room may be alive at a time. */
export const fork = (room: Room): Room => ({
  logged: {
    ...room.logged,
    participants: room.logged.participants.fork(),
    messages: room.logged.messages.fork(),
  },
  live: room.live,
  pending: { connections: new Map(room.pending?.connections), left: new Set(room.pending?.left) },
})

/** Moves a committed draft into its room. Its socket and live facts are to be evolved on the room after it, in order. */
export const keep = (room: Room, draft: Room): void => {
  const { facts, seq, activeCount, dataBytes } = draft.logged
  Object.assign(room.logged, { facts, seq, activeCount, dataBytes })
  draft.logged.participants.commit()
  if (room.pending) draft.logged.messages.commit()
  for (const [id, connection] of draft.pending?.connections ?? [])
    room.pending?.connections.set(id, connection)
  for (const id of draft.pending?.left ?? []) {
    if (room.pending) room.pending.left.add(id)
    else forgetMarks(room.live, id)
  }
}

/** Who is not in the room neither types nor idles nor is waited for; readers conclude it from participant.left (PR7). */
export const forgetMarks = (live: Live, participant: ParticipantId): void => {
  live.typing.delete(participant)
  live.idle.delete(participant)
  live.grace.delete(participant)
}

export const emptyLive = (): Live => ({
  connections: new Map(),
  byParticipant: new Map(),
  legs: new Map(),
  typing: new Map(),
  idle: new Set(),
  grace: new Map(),
  candidates: new Map(),
  unsettled: new Set(),
  strays: new Set(),
})
