import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fault } from '@roomful/protocol'
import { BlobRefused, type Blobs } from '../../ports/blobs.ts'

/** Letters, digits, `-`, `_` and inner dots: no path can be made of it. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/

function counted(maxBytes: number) {
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(bytes > maxBytes ? new BlobRefused(fault('too_large')) : null, chunk)
    },
  })
  return { stream, bytes: () => bytes }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Files of a folder, 256 subfolders by the first letters of the name. A file appears under its name when it is whole
 *  and on the disk: temporary name, fsync, rename, fsync of the folder. */
export async function openDiskBlobs(root: string): Promise<Blobs> {
  const temporary = join(root, 'temporary')
  // What a crash left half written belongs to nobody.
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary, { recursive: true, mode: 0o700 })

  const folderOf = (name: string) => {
    if (!NAME.test(name)) throw new BlobRefused(fault('not_found', 'not the name of a file'))
    return join(root, name.slice(0, 2).toLowerCase())
  }

  return {
    name: 'disk',
    async put(name, from: Readable, maxBytes) {
      const folder = folderOf(name)
      const part = join(temporary, randomUUID())
      const count = counted(maxBytes)
      const file = await open(part, 'wx', 0o600)
      try {
        await pipeline(from, count.stream, file.createWriteStream({ flush: true }))
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await rename(part, join(folder, name))
        await syncFolder(folder)
        return { bytes: count.bytes() }
      } catch (error) {
        await rm(part, { force: true })
        throw error
      } finally {
        await file.close()
      }
    },
    async get(name) {
      if (!NAME.test(name)) return undefined
      const path = join(folderOf(name), name)
      const found = await stat(path).catch(() => undefined)
      if (!found?.isFile()) return undefined
      const file = await open(path, 'r')
      return { stream: file.createReadStream(), bytes: found.size }
    },
    async remove(name) {
      await rm(join(folderOf(name), name), { force: true })
    },
    async ping() {
      await access(temporary, constants.W_OK)
    },
  }
}
