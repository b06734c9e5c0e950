import type { Storage } from '../../../ports/storage.ts'
import type { Dialect } from './dialect.ts'
import { createLogReads } from './log.ts'
import { createMessageReads } from './messages.ts'
import { createPeopleReads } from './people.ts'
import { createRoomReads, type RoomReads } from './rooms.ts'

export { BadCursor } from './cursor.ts'
export type { Dialect } from './dialect.ts'
export type { Occupied } from './rooms.ts'

export type Reads = RoomReads &
  Pick<
    Storage,
    'readLog' | 'knownKeys' | 'messages' | 'messagesPage' | 'messageFacts' | 'rosterPage' | 'findPrincipal'
  >

/** Each answer is one statement, hence one moment of the database. */
export const createReads = (dialect: Dialect): Reads => ({
  ...createRoomReads(dialect),
  ...createLogReads(dialect),
  ...createMessageReads(dialect),
  ...createPeopleReads(dialect),
})
