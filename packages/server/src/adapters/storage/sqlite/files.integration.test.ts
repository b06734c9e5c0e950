import { readFile, writeFile } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { MIGRATIONS } from '../../../migrations/index.ts'
import { StorageUnavailable } from '../../../ports/storage.ts'
import { deleted, edited, givenRoom, joined, said, type TestRoom } from '../contract/room.fixture.ts'
import { sqlitePlace } from './place.fixture.ts'

test('[ST26] writes of all kinds that come together share a commit', async () => {
  const place = await sqlitePlace()
  const storage = await place.open()
  const room = await givenRoom(storage)
  const before = storage.stats().commits
  await Promise.all([
    room.log(joined('ann')),
    ...Array.from({ length: 50 }, (_, index) => givenRoom(storage, `room ${index}`)),
    ...Array.from({ length: 50 }, (_, index) =>
      storage.savePrincipal({ id: `guest:${index}`, kind: 'guest', name: 'G', admin: false }, index),
    ),
    storage.saveTicket('hash', 1),
    storage.ping(),
  ])
  expect(storage.stats().commits - before).toBeLessThanOrEqual(3)
  expect(await storage.findPrincipal('guest:49')).toBeDefined()
  await storage.close()
  await place.remove()
})

test('[ST28] a full disk refuses, writes nothing by half, and goes on when there is space', async () => {
  const place = await sqlitePlace()
  const storage = await place.open({ maxPages: 120 })
  const room = await givenRoom(storage)
  await room.log(joined('ann'))
  const rows = 3
  const send = (n: number) =>
    room.append(Array.from({ length: rows }, (_, index) => said(n * rows + index, 'x'.repeat(2_000))))
  let fault: unknown
  for (let n = 1; !fault; n += 1) await send(n).catch((error: unknown) => (fault = error))
  expect(fault).toBeInstanceOf(StorageUnavailable)
  expect(String(fault)).toContain('SQLITE_FULL')
  const acked = room.seq
  expect(acked).toBeGreaterThan(rows * 5)

  await expect(Promise.all([send(901), send(902)])).rejects.toThrow(StorageUnavailable)
  const log = async () => (await storage.readLog(room.id, 0, 1_000)).events.length
  expect(await log()).toBe(acked)
  expect((await storage.messagesPage(room.id, undefined, 1_000)).items).toHaveLength(acked - 1)
  expect((await storage.loadRoom('garden'))?.seq).toBe(acked)
  await storage.ping()

  const other = new Database(place.path)
  other.exec('delete from messages')
  other.close()
  expect(await send(903)).toEqual({ ok: true })
  expect(await log()).toBe(acked + rows)
  await storage.close()
  await place.remove()
})

test('[ST31] a file of a newer version is refused and stays as it is', async () => {
  const place = await sqlitePlace()
  await (await place.open()).close()
  const db = new Database(place.path)
  db.exec("insert into schema_migrations (id, why, at) values (999, 'the future', 1)")
  db.close()
  const before = await readFile(place.path)
  const newest = MIGRATIONS.at(-1)?.id
  await expect(place.open()).rejects.toThrow(
    `schema 999, but this version of Roomful knows schemas up to ${newest}`,
  )
  expect((await readFile(place.path)).equals(before)).toBe(true)
  await place.remove()
})

test('[ST31] what is no database, or cannot be opened, is said plainly', async () => {
  const place = await sqlitePlace()
  await expect(place.open({ path: `${place.path}/nowhere/roomful.db` })).rejects.toThrow(
    /directory does not exist/,
  )
  await writeFile(place.path, 'Dear diary, '.repeat(1_000))
  await expect(place.open()).rejects.toThrow('file is not a database')
  await place.remove()
})

test('[ST32] the schema is made once, also by servers that start together, and kept', async () => {
  const place = await sqlitePlace()
  const storages = await Promise.all([place.open(), place.open(), place.open()])
  const room = await givenRoom(storages[0])
  await room.log(joined('ann'))
  await Promise.all(storages.map((storage) => storage.close()))
  const again = await place.open()
  expect((await again.loadRoom('garden'))?.seq).toBe(1)
  await again.close()
  const db = new Database(place.path, { readonly: true })
  const applied = db.prepare('select id, why from schema_migrations').all()
  db.close()
  expect(applied).toEqual(MIGRATIONS.map(({ id, why }) => ({ id, why })))
  await place.remove()
})

test('[ST33] a deleted text is in no byte of the closed file', async () => {
  const place = await sqlitePlace()
  const storage = await place.open()
  const room = await givenRoom(storage)
  const secret = (version: number) => `unspeakable ${version} `.repeat(200)
  await room.log(
    joined('ann'),
    said(1, secret(1)),
    said(2, 'kept'),
    edited(1, secret(2)),
    edited(1, secret(3)),
  )
  await room.log(deleted(1))
  await storage.close()
  const bytes = await readFile(place.path)
  expect(bytes.includes('unspeakable')).toBe(false)
  expect(bytes.includes('kept')).toBe(true)
  await place.remove()
})

test('[ST35] joining reads as many rows at 10,000 messages as at 100', async () => {
  const place = await sqlitePlace()
  const storage = await place.open()
  const rowsOf = async (room: TestRoom) => {
    const before = storage.stats().rowsRead
    await storage.loadRoom(room.slug)
    await storage.messagesPage(room.id, undefined, 50)
    await storage.messagesPage(room.id, room.seq - 30, 50)
    await storage.readLog(room.id, room.seq - 20, 200)
    return storage.stats().rowsRead - before
  }
  const rooms = []
  for (const [index, messages] of [100, 10_000].entries()) {
    const room = await givenRoom(storage, `room of ${messages}`)
    await room.log(joined('ann'), ...Array.from({ length: messages }, (_, n) => said(index * 100_000 + n)))
    rooms.push(await rowsOf(room))
  }
  expect(rooms[1]).toBe(rooms[0])
  await storage.close()
  await place.remove()
})
