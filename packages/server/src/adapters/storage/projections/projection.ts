import type { EventPayload, LogEventName } from '@roomful/protocol'
import type { Compilable, Kysely, RawBuilder } from 'kysely'
import type { Tables } from '../tables.ts'
import { logSlot, slot } from '../template.ts'

export type Db = Kysely<Tables>

/** Where an event lies; every statement may use it. */
export interface Place {
  readonly room: RawBuilder<number>
  readonly n: RawBuilder<number>
  readonly seq: RawBuilder<number>
  readonly at: RawBuilder<number>
}
const PLACE: Place = { room: logSlot('room'), n: logSlot('n'), seq: logSlot('seq'), at: logSlot('at') }

/** How a field of a payload is stored; see toCell. */
type Stored<T> = T extends undefined
  ? null
  : T extends boolean
    ? number
    : T extends string | number | null
      ? T
      : string
type Slots<P, F extends keyof P> = { readonly [K in F]-?: RawBuilder<Stored<P[K]>> }

/** What one kind of event changes in the read models, in the transaction that appends it. */
export interface Projection<N extends LogEventName = LogEventName> {
  readonly name: N
  /** Fields of the payload that the statements take. */
  readonly fields: readonly (keyof EventPayload<N> & string)[]
  /** In order. */
  readonly writes: (db: Db) => readonly Compilable[]
}

export const project = <N extends LogEventName, F extends keyof EventPayload<N> & string = never>(
  name: N,
  fields: readonly F[],
  writes: (db: Db, payload: Slots<EventPayload<N>, F>, place: Place) => readonly Compilable[],
): Projection<N> => {
  const slots = Object.fromEntries(fields.map((field) => [field, slot(field)])) as Slots<EventPayload<N>, F>
  return { name, fields, writes: (db) => writes(db, slots, PLACE) }
}
