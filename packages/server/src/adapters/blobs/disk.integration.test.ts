import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import { blobsContract } from './contract.fixture.ts'
import { openDiskBlobs } from './disk.ts'

const folder = mkdtempSync(join(tmpdir(), 'roomful-blobs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let opened = 0
const fresh = () => {
  opened += 1
  return join(folder, String(opened))
}

blobsContract('disk', () => openDiskBlobs(fresh()))

test('[BL2] what a crash left half written is gone after the next start', async () => {
  const root = fresh()
  const stream = new PassThrough()
  const put = (await openDiskBlobs(root)).put('half', stream, 100)
  put.catch(() => {})
  stream.write('half')
  await openDiskBlobs(root)
  expect(readdirSync(join(root, 'temporary'))).toEqual([])
  stream.destroy()
})
