import type { Message, Participant, RoomSummary } from '@roomful/protocol'
import type { MessageFacts, RoomFacts } from '@roomful/room'
import type { Selectable } from 'kysely'
import type { StoredEvent } from '../../../ports/storage.ts'
import type { Tables } from '../tables.ts'

type Row<T extends keyof Tables> = Selectable<Tables[T]>

/** SQLite gives JSON that a statement built as text, PostgreSQL as the value. */
export const fromJson = <T>(value: T | string): T => (typeof value === 'string' ? JSON.parse(value) : value)

export const toFacts = (row: Row<'rooms'>): RoomFacts => ({
  id: row.id,
  slug: row.slug,
  kind: row.kind,
  access: row.access,
  createdAt: row.created_at,
  epoch: row.epoch,
  title: row.title,
  capacity: row.capacity,
})

export const toParticipant = (row: Omit<Row<'participants'>, 'n' | 'room'>): Participant => ({
  id: row.id,
  name: row.name,
  role: row.role,
  active: row.active === 1,
  joined_at: row.joined_at,
  last_seen: row.last_seen,
  left_cause: row.left_cause,
  hand_at: row.hand_at,
  data: JSON.parse(row.data),
})

export const toSummary = (
  row: Omit<Row<'rooms'>, 'n' | 'id' | 'epoch' | 'created_by' | 'version' | 'floor'> & {
    names: readonly { name: string }[]
  },
): RoomSummary => ({
  slug: row.slug,
  kind: row.kind,
  title: row.title,
  access: row.access,
  capacity: row.capacity,
  created_at: row.created_at,
  active_count: row.active_count,
  names: fromJson(row.names).map(({ name }) => name),
  live_since: row.live_since || null,
})

export const toMessage = (
  row: Omit<Row<'messages'>, 'n' | 'room'> & {
    reactions: readonly { emoji: string; count: number; by: readonly { who: string }[] }[]
  },
): Message => ({
  id: row.id,
  seq: row.seq,
  author: row.author,
  name: row.name,
  text: row.text,
  at: row.at,
  edited_at: row.edited_at,
  deleted_at: row.deleted_at,
  reply_to: row.reply_to,
  reactions: fromJson(row.reactions).map(({ emoji, count, by }) => ({
    emoji,
    count,
    by: fromJson(by).map(({ who }) => who),
  })),
})

export const toMessageFacts = (row: {
  id: string
  author: string
  deleted_at: number | null
  reactions: readonly { emoji: string; who: string }[]
}): MessageFacts => {
  const reactions = new Map<string, Set<string>>()
  for (const { emoji, who } of fromJson(row.reactions)) {
    const kind = reactions.get(emoji)
    if (kind) kind.add(who)
    else reactions.set(emoji, new Set([who]))
  }
  return { id: row.id, author: row.author, deleted: row.deleted_at !== null, reactions }
}

/** The event as it was appended. A text that was erased is empty. */
export const toEvent = (row: Pick<Row<'log'>, 'seq' | 'at' | 'type' | 'text' | 'payload'>): StoredEvent => {
  const payload = JSON.parse(row.payload)
  if (row.text !== null) payload.text = row.text
  return { seq: row.seq, at: row.at, event: { type: row.type, payload } }
}
