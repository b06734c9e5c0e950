import type { ParticipantView, RoomClient, Unsubscribe } from '@roomful/client'
import { toFirstName } from '../people/face.ts'
import { currentText } from '../text/language.ts'
import type { Toasts } from './toasts.ts'

/** Arrivals within this time are told together, ms. */
const BATCH_MS = 800

type Person = Pick<ParticipantView, 'id' | 'name' | 'isSelf'>
type Say = (first: Person, more: number) => void

/** Gathers people and tells of them once: "Kim joined, and 2 others". @returns add, and how to stop */
export function gather(say: Say, after: (ms: number, call: () => void) => () => void) {
  let people = new Map<string, Person>()
  let cancel = () => {}
  const tell = () => {
    const [first, ...rest] = people.values()
    people = new Map()
    if (first) say(first, rest.length)
  }
  return {
    add(person: Person) {
      if (person.isSelf) return
      if (people.size === 0) cancel = after(BATCH_MS, tell)
      people.set(person.id, person)
    },
    /** Somebody who came and went within the same moment is not told of. */
    drop: (id: string) => people.delete(id),
    stop: () => cancel(),
  }
}

const byTimer = (ms: number, call: () => void) => {
  const timer = setTimeout(call, ms)
  return () => clearTimeout(timer)
}

/** Tells who comes and goes, batched. */
export function watchRoster(room: Pick<RoomClient, 'on'>, toasts: Toasts): Unsubscribe {
  const joined = gather(
    (first, more) => toasts.show(currentText().toasts.joined(toFirstName(first.name), more), { face: first }),
    byTimer,
  )
  const left = gather(
    (first, more) => toasts.show(currentText().toasts.left(toFirstName(first.name), more), { face: first }),
    byTimer,
  )
  const stops = [
    room.on('participant.joined', (person) => {
      if (!left.drop(person.id)) joined.add(person)
    }),
    room.on('participant.left', (person) => {
      if (!joined.drop(person.id)) left.add(person)
    }),
    joined.stop,
    left.stop,
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
