import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Place } from '../contract/place.fixture.ts'
import { openSqlite, type SqliteOptions, type SqliteStorage } from './open.ts'

export interface SqlitePlace extends Place {
  readonly path: string
  open(options?: Partial<SqliteOptions>): Promise<SqliteStorage>
}

/** A directory of its own for one database. */
export const sqlitePlace = async (): Promise<SqlitePlace> => {
  const directory = await mkdtemp(join(tmpdir(), 'roomful-sqlite-'))
  const path = join(directory, 'roomful.db')
  return {
    path,
    open: (options) => openSqlite({ path, ...options }),
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}
