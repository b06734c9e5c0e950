import type { Kysely, RawBuilder } from 'kysely'
import type { jsonArrayFrom } from 'kysely/helpers/sqlite'
import type { Tables } from '../tables.ts'

/** What the databases say differently. */
export interface Dialect {
  readonly db: Kysely<Tables>
  /** Rows of an inner query as one JSON value. */
  readonly arrayFrom: typeof jsonArrayFrom
}

/** The number that stands for a room inside. */
export const roomNumber = ({ db }: Dialect, id: string | RawBuilder<string>) =>
  db.selectFrom('rooms').select('n').where('id', '=', id)
