import { LIMITS, type Message, type RoomInfo, type SnapshotFrame } from '@roomful/protocol'
import { liveState, type Room, type RoomFacts, snapshotParticipants } from '@roomful/room'
import type { Page } from '../ports/index.ts'

const roomInfo = ({ slug, kind, title, access, capacity, createdAt }: RoomFacts): RoomInfo => ({
  slug,
  kind,
  title,
  access,
  capacity,
  created_at: createdAt,
})

/** The room as it stands, in parts of SNAPSHOT_PART people, for every newcomer alike. */
export function snapshotParts(room: Room, messages: Page<Message>): SnapshotFrame[] {
  const { facts, seq, activeCount, participants } = room.logged
  const position = { epoch: facts.epoch, seq }
  const people = snapshotParticipants(room)
  const count = Math.max(1, Math.ceil(people.length / LIMITS.SNAPSHOT_PART))
  const head: SnapshotFrame['head'] = {
    info: roomInfo(facts),
    active_count: activeCount,
    inactive_count: participants.size - activeCount,
    messages: [...messages.items],
    messages_cursor: messages.next_cursor,
    live: liveState(room),
  }
  return Array.from({ length: count }, (_, part) => ({
    t: 'snapshot',
    room: facts.slug,
    position,
    part,
    last: part === count - 1,
    ...(part === 0 ? { head } : {}),
    participants: people.slice(part * LIMITS.SNAPSHOT_PART, (part + 1) * LIMITS.SNAPSHOT_PART),
  }))
}
