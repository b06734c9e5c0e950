import type { EventPayload, LogEntry, LogEventName, Message, Participant } from '@roomful/protocol'

/** What the log amounts to, folded independently of the core: the read models of a storage, and what a client holds. */
export interface Projection {
  title: string
  capacity: number
  readonly participants: Map<string, Participant>
  readonly messages: Map<string, Message>
}
type Folds = {
  readonly [T in LogEventName]: (to: Projection, payload: EventPayload<T>, seq: number) => void
}

export const emptyProjection = (title: string, capacity: number): Projection => ({
  title,
  capacity,
  participants: new Map(),
  messages: new Map(),
})

const patch = <T>(map: Map<string, T>, id: string, change: Partial<T>): void => {
  const old = map.get(id)
  if (old) map.set(id, { ...old, ...change })
}

const FOLDS: Folds = {
  'room.created': () => {},
  'room.updated': (to, { title, capacity }) => {
    to.title = title ?? to.title
    to.capacity = capacity ?? to.capacity
  },
  'participant.joined': ({ participants }, joined) => {
    participants.set(joined.id, joined)
  },
  'participant.left': ({ participants }, { id, cause, last_seen }) =>
    patch(participants, id, { active: false, left_cause: cause, last_seen, hand_at: null }),
  'participant.forgotten': ({ participants }, { id }) => {
    participants.delete(id)
  },
  'participant.renamed': ({ participants }, { id, name }) => patch(participants, id, { name }),
  'data.updated': ({ participants }, { id, data }) => patch(participants, id, { data }),
  'role.changed': ({ participants }, { id, role }) => patch(participants, id, { role }),
  'hand.changed': ({ participants }, { id, hand_at }) => patch(participants, id, { hand_at }),
  'message.created': ({ messages }, { key: _, ...message }, seq) => {
    messages.set(message.id, { ...message, seq, edited_at: null, deleted_at: null, reactions: [] })
  },
  'message.edited': ({ messages }, { id, text, at }) => patch(messages, id, { text, edited_at: at }),
  'message.deleted': ({ messages }, { id, at }) =>
    patch(messages, id, { text: '', deleted_at: at, reactions: [] }),
  'reaction.changed': ({ messages }, { id, emoji, by, on }) => {
    const message = messages.get(id)
    if (message) patch(messages, id, { reactions: reacted(message, emoji, by, on) })
  },
}

/** Sorted, since the order of reactions is no part of what must agree. */
const reacted = ({ reactions }: Message, emoji: string, by: string, on: boolean): Message['reactions'] => {
  const others = reactions.filter((reaction) => reaction.emoji !== emoji)
  const before = reactions.find((reaction) => reaction.emoji === emoji)?.by ?? []
  const names = [...before.filter((id) => id !== by), ...(on ? [by] : [])].sort()
  const changed = names.length > 0 ? [{ emoji, count: names.length, by: names }] : []
  return [...others, ...changed].sort((a, b) => (a.emoji < b.emoji ? -1 : 1))
}

const fold = <T extends LogEventName>(to: Projection, type: T, payload: EventPayload<T>, seq: number): void =>
  FOLDS[type](to, payload, seq)

export const project = (to: Projection, entry: LogEntry): void => {
  if (entry.type !== 'hidden') fold(to, entry.type, entry.payload, entry.seq)
}
