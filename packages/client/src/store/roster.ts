import type { LiveEvent, LiveState, LogEntry, Participant, ParticipantId } from '@roomful/protocol'
import type { Feature, Self } from '../feature.ts'
import { type Batch, createComputed } from '../readable.ts'
import type { WholeSnapshot } from '../snapshot.ts'
import type { ParticipantView, Readable } from '../types.ts'

/** Who is here and who was: roster entries of the log, and idleness, which is live. */
export interface Roster extends Readable<readonly ParticipantView[]> {
  readonly feature: Feature
  readonly counts: Readable<{ readonly active: number; readonly inactive: number }>
}

type Emit = (event: 'participant.joined' | 'participant.left', person: ParticipantView) => void

/** Local first, then active by joining, then inactive by last seen. Ids break ties, so that every client sorts alike. */
const inOrder = (a: ParticipantView, b: ParticipantView): number =>
  Number(b.isSelf) - Number(a.isSelf) ||
  Number(b.active) - Number(a.active) ||
  (a.active ? a.joined_at - b.joined_at : b.last_seen - a.last_seen) ||
  (a.id < b.id ? -1 : 1)

export function createRoster(batch: Batch, emit: Emit): Roster {
  const people = new Map<ParticipantId, Participant>()
  const idle = new Set<ParticipantId>()
  const views = new Map<ParticipantId, { readonly of: Participant; readonly view: ParticipantView }>()
  let self: ParticipantId | null = null
  /** More than are listed: a snapshot brings only the newest of the absent. */
  let inactive = 0
  let list: readonly ParticipantView[] = []
  let counted = { active: 0, inactive: 0 }

  function viewOf(person: Participant): ParticipantView {
    const state = person.active ? (idle.has(person.id) ? 'idle' : 'active') : 'inactive'
    const isSelf = person.id === self
    const known = views.get(person.id)
    if (known?.of === person && known.view.state === state && known.view.isSelf === isSelf) return known.view
    const view = { ...person, state, isSelf } as const
    views.set(person.id, { of: person, view })
    return view
  }
  const sorted = createComputed(batch, () => {
    const next = [...people.values()].map(viewOf).sort(inOrder)
    if (next.length !== list.length || next.some((view, index) => view !== list[index])) list = next
    return list
  })
  const counts = createComputed(batch, () => {
    let active = 0
    for (const person of people.values()) if (person.active) active += 1
    if (counted.active !== active || counted.inactive !== inactive) counted = { active, inactive }
    return counted
  })
  const changed = () => {
    sorted.invalidate()
    counts.invalidate()
  }
  const tell = (event: 'participant.joined' | 'participant.left', person: Participant) => {
    const view = viewOf(person)
    batch.afterwards(() => emit(event, view))
  }

  function patch(id: ParticipantId, change: Partial<Participant>): Participant | undefined {
    const person = people.get(id)
    if (!person) return undefined
    const next = { ...person, ...change }
    people.set(id, next)
    return next
  }

  function joined(person: Participant): void {
    const before = people.get(person.id)
    // A return keeps joined_at and sets last_seen: so people are known again whom no snapshot listed.
    const wasAway = before ? !before.active : person.joined_at < person.last_seen
    people.set(person.id, person)
    idle.delete(person.id)
    if (wasAway) inactive = Math.max(0, inactive - 1)
    if (!before?.active) tell('participant.joined', person)
  }

  function left(id: ParticipantId, change: Pick<Participant, 'left_cause' | 'last_seen'>): void {
    const before = people.get(id)
    const person = patch(id, { ...change, active: false, hand_at: null })
    idle.delete(id)
    if (!person || !before?.active) return
    inactive += 1
    tell('participant.left', person)
  }

  function apply(entry: LogEntry): boolean {
    switch (entry.type) {
      case 'participant.joined':
        joined(entry.payload)
        return true
      case 'participant.left':
        left(entry.payload.id, { left_cause: entry.payload.cause, last_seen: entry.payload.last_seen })
        return true
      case 'participant.forgotten':
        people.delete(entry.payload.id)
        views.delete(entry.payload.id)
        inactive = Math.max(0, inactive - 1)
        return true
      case 'participant.renamed':
        patch(entry.payload.id, { name: entry.payload.name })
        return true
      case 'data.updated':
        patch(entry.payload.id, { data: entry.payload.data })
        return true
      case 'role.changed':
        patch(entry.payload.id, { role: entry.payload.role })
        return true
      case 'hand.changed':
        patch(entry.payload.id, { hand_at: entry.payload.hand_at })
        return true
      default:
        return false
    }
  }

  return {
    get: sorted.get,
    subscribe: sorted.subscribe,
    counts,
    feature: {
      onSelf(next: Self) {
        self = next.participant
        changed()
      },
      onLog(entry) {
        if (apply(entry)) changed()
      },
      onLive(event: LiveEvent) {
        if (event.type !== 'presence.changed') return
        const { participant, state } = event.payload
        if (state === 'idle') idle.add(participant)
        else idle.delete(participant)
        changed()
      },
      onLiveState(state: LiveState) {
        idle.clear()
        for (const id of state.idle) idle.add(id)
        changed()
      },
      onSnapshot(whole: WholeSnapshot) {
        const before = new Map(people)
        people.clear()
        for (const person of whole.participants) {
          const known = before.get(person.id)
          people.set(person.id, known && JSON.stringify(known) === JSON.stringify(person) ? known : person)
        }
        for (const id of views.keys()) if (!people.has(id)) views.delete(id)
        inactive = whole.inactive_count
        changed()
      },
    },
  }
}
