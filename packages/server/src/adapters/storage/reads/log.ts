import type { Storage } from '../../../ports/storage.ts'
import { prepare, slot } from '../template.ts'
import { type Dialect, roomNumber } from './dialect.ts'
import { toEvent } from './rows.ts'

export const createLogReads = (dialect: Dialect): Pick<Storage, 'readLog' | 'knownKeys'> => {
  const { db } = dialect
  const after = prepare(
    db,
    db
      .selectFrom('rooms')
      .leftJoin('log', (join) =>
        join
          .onRef('log.room', '=', 'rooms.n')
          .on('log.seq', '>', slot<number>('since'))
          .onRef('log.seq', '>', 'rooms.floor'),
      )
      .select(['rooms.floor', 'log.seq', 'log.at', 'log.type', 'log.text', 'log.payload'])
      .where('rooms.id', '=', slot<string>('room'))
      .orderBy('log.seq')
      .limit(slot<number>('limit')),
  )
  return {
    async readLog(room, since, limit) {
      const rows = await after({ room, since, limit })
      // A room without news is one row without an event, as the floor is told in any case.
      const events = rows.flatMap(({ seq, at, type, text, payload }) =>
        seq === null || at === null || type === null || payload === null
          ? []
          : [toEvent({ seq, at, type, text, payload })],
      )
      return { events, floor: rows[0]?.floor ?? 0 }
    },

    async knownKeys(room, keys) {
      if (keys.length === 0) return []
      const rows = await db
        .selectFrom('log')
        .select(['who', 'key', 'hash', 'answer'])
        .where('room', '=', roomNumber(dialect, room))
        .where((eb) => eb.or(keys.map(({ who, key }) => eb.and({ who, key }))))
        .execute()
      return rows.flatMap(({ who, key, hash, answer }) =>
        who === null || key === null || hash === null || answer === null ? [] : [{ who, key, hash, answer }],
      )
    },
  }
}
