import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'
import { slot, type Template, template } from './template.ts'

/** What every append runs, compiled once. */
export interface Statements {
  /** Last `n` that was ever given. */
  readonly lastN: Template
  /** slots: id → n, version */
  readonly room: Template
  /** slots: room, who, key → hash, answer */
  readonly known: Template
  /** slots: room, version */
  readonly setVersion: Template
  /** slots: the columns of `log` without `about` */
  readonly insertLog: Template
}

export const compileStatements = (db: Kysely<Tables>): Statements => ({
  lastN: template(
    db.selectNoFrom((eb) => [
      // A trimmed log may hold less than the messages do.
      eb
        .selectFrom('log')
        .select(({ fn }) => fn.max('n').as('n'))
        .as('log'),
      eb
        .selectFrom('messages')
        .select(({ fn }) => fn.max('n').as('n'))
        .as('messages'),
    ]),
  ),
  room: template(db.selectFrom('rooms').select(['n', 'version']).where('id', '=', slot<string>('id'))),
  known: template(
    db
      .selectFrom('log')
      .select(['hash', 'answer'])
      .where('room', '=', slot<number>('room'))
      .where('who', '=', slot<string>('who'))
      .where('key', '=', slot<string>('key')),
  ),
  setVersion: template(
    db
      .updateTable('rooms')
      .set({ version: slot<number>('version') })
      .where('n', '=', slot<number>('room')),
  ),
  insertLog: template(
    db.insertInto('log').values({
      n: slot('n'),
      room: slot('room'),
      seq: slot('seq'),
      at: slot('at'),
      type: slot('type'),
      text: slot('text'),
      payload: slot('payload'),
      who: slot('who'),
      key: slot('key'),
      hash: slot('hash'),
      answer: slot('answer'),
    }),
  ),
})
