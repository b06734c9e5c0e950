import type { LogEventName } from '@roomful/protocol'
import { sql } from 'kysely'
import type { Template } from '../cells.ts'
import { template } from '../template.ts'
import { MESSAGE_PROJECTIONS } from './messages.ts'
import { PEOPLE_PROJECTIONS } from './people.ts'
import { type Db, type Projection, project } from './projection.ts'

/** From event to statements. An event that is new in the catalogue does not compile until it is answered here, if only with nothing. */
const PROJECTIONS: { readonly [N in LogEventName]: Projection<N> } = {
  'room.created': project('room.created', [], () => []),
  'room.updated': project('room.updated', ['title', 'capacity'], (db, p, { room }) => [
    db
      .updateTable('rooms')
      .set({
        title: sql<string>`coalesce(${p.title}, title)`,
        capacity: sql<number>`coalesce(${p.capacity}, capacity)`,
      })
      .where('n', '=', room),
  ]),
  ...PEOPLE_PROJECTIONS,
  ...MESSAGE_PROJECTIONS,
}

/** A projection as SQL of one database. */
export interface CompiledProjection {
  readonly name: LogEventName
  readonly fields: readonly string[]
  readonly writes: readonly Template[]
}

export const compileProjections = (db: Db): readonly CompiledProjection[] =>
  Object.values(PROJECTIONS).map(({ name, fields, writes }) => ({
    name,
    fields,
    writes: writes(db).map(template),
  }))
