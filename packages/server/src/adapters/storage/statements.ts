import type { Kysely } from 'kysely'
import type { Template } from './cells.ts'
import type { Tables } from './tables.ts'
import { logSlot, slot, template } from './template.ts'

/** What every append runs, compiled once. */
export interface Statements {
  /** Last `n` that was ever given. */
  readonly lastN: Template
  /** slots: id → n, version */
  readonly room: Template
  /** slots: the log's room, who, key → hash, answer */
  readonly known: Template
  /** slots: room, version */
  readonly setVersion: Template
  /** slots: LOG_COLUMNS */
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
      .where('room', '=', logSlot<number>('room'))
      .where('who', '=', logSlot<string>('who'))
      .where('key', '=', logSlot<string>('key')),
  ),
  setVersion: template(
    db
      .updateTable('rooms')
      .set({ version: slot<number>('version') })
      .where('n', '=', slot<number>('room')),
  ),
  insertLog: template(
    db.insertInto('log').values({
      n: logSlot('n'),
      room: logSlot('room'),
      seq: logSlot('seq'),
      at: logSlot('at'),
      type: logSlot('type'),
      text: logSlot('text'),
      payload: logSlot('payload'),
      who: logSlot('who'),
      key: logSlot('key'),
      hash: logSlot('hash'),
      answer: logSlot('answer'),
    }),
  ),
})
