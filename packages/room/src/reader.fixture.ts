import type { Leg, LiveEvent, LiveState, LogEntry, Message, Participant, Position } from '@roomful/protocol'
import { emptyProjection, type Projection, project } from './projection.fixture.ts'

export interface Whole {
  readonly position: Position
  readonly title: string
  readonly capacity: number
  readonly participants: readonly Participant[]
  readonly messages: readonly Message[]
}
export type Frame =
  | { readonly t: 'events'; readonly epoch: string; readonly entries: readonly LogEntry[] }
  | { readonly t: 'live'; readonly entries: readonly LiveEvent[] }
  | { readonly t: 'live_state'; readonly state: LiveState }
  | { readonly t: 'snapshot'; readonly whole: Whole }

/** What a client keeps of a room over all its connections, from frames alone. */
export class Reader {
  position: Position | undefined
  #held: Projection = emptyProjection('', 0)
  readonly #idle = new Set<string>()
  readonly #typing = new Set<string>()
  readonly #legs = new Map<string, Leg>()

  receive(frame: Frame): void {
    if (frame.t === 'snapshot') this.#replace(frame.whole)
    else if (frame.t === 'live_state') this.#replaceLive(frame.state)
    else if (frame.t === 'live') for (const event of frame.entries) this.#live(event)
    else for (const entry of frame.entries) this.#event(frame.epoch, entry)
  }

  /** What must be the same at every client; of the messages the newest ones, which all of them hold. */
  view(newest: number) {
    const messages = [...this.#held.messages.values()].sort((a, b) => a.seq - b.seq).slice(-newest)
    const { title, capacity, participants } = this.#held
    return viewOf({ title, capacity, participants: [...participants.values()], messages }, this.#liveState())
  }

  #liveState(): LiveState {
    return { idle: [...this.#idle], typing: [...this.#typing], legs: [...this.#legs.values()] }
  }

  #event(epoch: string, entry: LogEntry): void {
    const { position } = this
    // Joining twice on one connection brings events twice.
    if (position?.epoch === epoch && entry.seq <= position.seq) return
    if (position?.epoch !== epoch || entry.seq !== position.seq + 1) {
      throw new Error(`${epoch}:${entry.seq} after ${position?.epoch}:${position?.seq}`)
    }
    this.position = { epoch, seq: entry.seq }
    project(this.#held, entry)
    if (entry.type !== 'participant.left') return
    this.#idle.delete(entry.payload.id)
    this.#typing.delete(entry.payload.id)
  }

  #live(event: LiveEvent): void {
    if (event.type === 'presence.changed') {
      mark(this.#idle, event.payload.participant, event.payload.state === 'idle')
    } else if (event.type === 'typing.changed') {
      mark(this.#typing, event.payload.participant, event.payload.typing)
    } else if (event.type === 'call.joined') this.#legs.set(event.payload.connection, event.payload)
    else if (event.type === 'call.left') this.#legs.delete(event.payload.connection)
    else if (event.type === 'media.changed') {
      const leg = this.#legs.get(event.payload.connection)
      if (leg) this.#legs.set(leg.connection, { ...leg, media: event.payload.media })
    }
  }

  #replace({ position, title, capacity, participants, messages }: Whole): void {
    this.position = position
    this.#held = emptyProjection(title, capacity)
    for (const participant of participants) this.#held.participants.set(participant.id, participant)
    for (const message of messages) this.#held.messages.set(message.id, message)
  }

  #replaceLive({ idle, typing, legs }: LiveState): void {
    for (const held of [this.#idle, this.#typing, this.#legs]) held.clear()
    for (const id of idle) this.#idle.add(id)
    for (const id of typing) this.#typing.add(id)
    for (const leg of legs) this.#legs.set(leg.connection, leg)
  }
}

const mark = (marks: Set<string>, id: string, on: boolean): void => {
  if (on) marks.add(id)
  else marks.delete(id)
}

/** Order is no part of what must agree, but for messages. */
export const viewOf = (whole: Omit<Whole, 'position'>, live: LiveState) => ({
  title: whole.title,
  capacity: whole.capacity,
  participants: [...whole.participants].sort((a, b) => (a.id < b.id ? -1 : 1)),
  messages: whole.messages,
  idle: [...live.idle].sort(),
  typing: [...live.typing].sort(),
  legs: [...live.legs].sort((a, b) => (a.connection < b.connection ? -1 : 1)),
})
