import type { Database } from 'better-sqlite3'
import type { CompiledMigration } from '../../../migrations/migration.ts'

/** Brings the schema up to date in one transaction, which is also the lock against a second server that starts.
 *  Throws when the file was written by a newer version. */
export const migrate = (db: Database, migrations: readonly CompiledMigration[], at: number): void => {
  db.transaction(() => {
    db.exec(
      'create table if not exists schema_migrations (id integer primary key, why text not null, at integer not null)',
    )
    const current = Number(db.prepare('select coalesce(max(id), 0) from schema_migrations').pluck().get())
    const newest = migrations.at(-1)?.id ?? 0
    if (current > newest)
      throw new Error(
        `the database has schema ${current}, but this version of Roomful knows schemas up to ${newest}: ` +
          'start the newer version again, or restore a backup from before the update',
      )
    const note = db.prepare('insert into schema_migrations (id, why, at) values (?, ?, ?)')
    for (const { id, why, statements } of migrations) {
      if (id <= current) continue
      for (const statement of statements) db.exec(statement)
      note.run(id, why, at)
    }
  }).immediate()
}
