import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqlite, type SqliteStorage } from '@roomful/server/storage'
import Database from 'better-sqlite3'
import { eventOf, factsOf, keyOf, type Sent } from './message.ts'

/** Stores messages of some rooms; resolves when a message is durable. */
export interface Store {
  send(room: number, message: Sent): Promise<void>
  close(): Promise<void>
}
export type OpenStore = (rooms: number) => Promise<Store>

const tempFile = () => {
  const directory = mkdtempSync(join(tmpdir(), 'roomful-bench-'))
  return { path: join(directory, 'bench.db'), remove: () => rmSync(directory, { recursive: true }) }
}

const createRooms = (storage: SqliteStorage, rooms: number) =>
  Promise.all(
    Array.from({ length: rooms }, async (_, index) => {
      const { room } = await storage.createRoom(factsOf(`room ${index}`), null)
      return { id: room.facts.id, seq: room.seq }
    }),
  )

interface Waiting {
  readonly message: Sent
  readonly settle: () => void
  readonly reject: (error: unknown) => void
}
/** As the room's shell: one append of a room on its way, what waits goes with the next. */
class Mailbox {
  #waiting: Waiting[] = []
  #flying = false
  readonly #storage: SqliteStorage
  readonly #room: { readonly id: string; seq: number }
  constructor(storage: SqliteStorage, room: { id: string; seq: number }) {
    this.#storage = storage
    this.#room = room
  }

  send(message: Sent): Promise<void> {
    return new Promise((settle, reject) => {
      this.#waiting.push({ message, settle, reject })
      if (!this.#flying) void this.#fly()
    })
  }

  async #fly(): Promise<void> {
    this.#flying = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#append(batch.map(({ message }) => message))
        for (const { settle } of batch) settle()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#flying = false
  }

  async #append(messages: readonly Sent[]): Promise<void> {
    const { id, seq } = this.#room
    const events = messages.map((message, index) => eventOf(message, seq + 1 + index))
    const keys = messages.map((message, index) => keyOf(message, seq + 1 + index))
    const result = await this.#storage.append({ room: id, expected: seq, events, keys })
    if (!result.ok) throw new Error(JSON.stringify(result))
    this.#room.seq += messages.length
  }
}

export interface RoomfulStore extends Store {
  readonly path: string
  readonly storage: SqliteStorage
  readonly rooms: readonly { readonly id: string; seq: number }[]
}
/** Storage.append behind one mailbox a room. */
export const openRoomful = async (count: number): Promise<RoomfulStore> => {
  const file = tempFile()
  const storage = await openSqlite({ path: file.path })
  const rooms = await createRooms(storage, count)
  const mailboxes = rooms.map((room) => new Mailbox(storage, room))
  return {
    path: file.path,
    storage,
    rooms,
    send: (room, message) => mailboxes[room]?.send(message) ?? Promise.reject(new Error(`no room ${room}`)),
    async close() {
      await storage.close()
      file.remove()
    },
  }
}

/** The peer: same schema, same checks, same durability, in the server's thread, one transaction for each message. */
export const openCommitEach: OpenStore = async (count) => {
  const file = tempFile()
  const storage = await openSqlite({ path: file.path })
  const rooms = await createRooms(storage, count)
  await storage.close()
  const db = new Database(file.path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const find = db.prepare<[string], { n: number; version: number }>(
    'select n, version from rooms where id = ?',
  )
  const known = db.prepare('select hash, answer from log where room = ? and who = ? and key = ?')
  const number = db.prepare('update rooms set version = ? where n = ?')
  const log = db.prepare(
    'insert into log (room, seq, at, type, text, payload, who, key, hash, answer) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insert = db.prepare(
    'insert into messages (n, id, room, seq, author, name, text, at, reply_to) values (?, ?, ?, ?, ?, ?, ?, ?, null)',
  )
  const commit = db.transaction((room: string, message: Sent) => {
    const row = find.get(room)
    if (!row) throw new Error(`no room ${room}`)
    const seq = row.version + 1
    const { who, key, hash, answer } = keyOf(message, seq)
    if (known.get(row.n, who, key)) throw new Error(`${key} is known`)
    const { type, payload } = eventOf(message, seq).event
    const { text, ...rest } = payload
    number.run(seq, row.n)
    const { lastInsertRowid } = log.run(
      ...[row.n, seq, message.at, type, text, JSON.stringify(rest), who, key, hash, answer],
    )
    insert.run(lastInsertRowid, message.id, row.n, seq, who, payload.name, text, message.at)
  })
  return {
    async send(room, message) {
      const found = rooms[room]
      if (found) commit.immediate(found.id, message)
    },
    async close() {
      db.close()
      file.remove()
    },
  }
}
