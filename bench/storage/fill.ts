import Database from 'better-sqlite3'

/** Fills a room's log and messages up to a size, fast and without durability, as if it had grown so over time.
 *  @returns the number of its last event */
export function fill(path: string, room: string, upTo: number): number {
  const db = new Database(path, { timeout: 60_000 })
  db.pragma('synchronous = OFF')
  const row = db.prepare<[string], { n: number; version: number }>(
    'select n, version from rooms where id = ?',
  )
  const { n, version } = row.get(room) ?? { n: 0, version: 0 }
  const missing = `with recursive s (seq) as (select ${version + 1} union all select seq + 1 from s where seq < ${upTo})`
  if (version < upTo)
    db.transaction(() => {
      const from = db.prepare('select coalesce(max(n), 0) from log').pluck().get()
      db.exec(`
        insert into log (n, room, seq, at, type, text, payload, who, key, hash, answer)
          ${missing} select ${from} + seq - ${version}, ${n}, seq, seq, 'message.created', printf('%.200c', 'x'),
            printf('%.170c', 'p'), 'guest:1a2b3c', lower(hex(randomblob(16))), printf('%.43c', 'h'), printf('%.110c', 'a') from s;
        insert into messages (n, id, room, seq, author, name, text, at)
          ${missing} select ${from} + seq - ${version}, printf('%012x-filled', seq), ${n}, seq, 'guest:1a2b3c', 'Mara',
            printf('%.200c', 'x'), seq from s;
        update rooms set version = ${upTo} where n = ${n};
      `)
    })()
  db.close()
  return Math.max(version, upTo)
}
