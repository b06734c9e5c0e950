import { randomBytes } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import type { Blobs } from '../../ports/blobs.ts'

const LIMIT_BYTES = 1_000_000

/** What every Blobs does.
 *  @param open an empty one */
export function blobsContract(name: string, open: () => Promise<Blobs>): void {
  describe(`blobs: ${name}`, () => {
    test('[BL1] what was put is got, byte for byte, until it is removed', async () => {
      const blobs = await open()
      const content = randomBytes(300_000)
      expect(
        await blobs.put(
          'a1b2.png',
          Readable.from([content.subarray(0, 7), content.subarray(7)]),
          LIMIT_BYTES,
        ),
      ).toEqual({ bytes: content.length })
      const got = await blobs.get('a1b2.png')
      expect(got?.bytes).toBe(content.length)
      expect(got && (await buffer(got.stream)).equals(content)).toBe(true)
      await blobs.remove('a1b2.png')
      await blobs.remove('a1b2.png')
      expect(await blobs.get('a1b2.png')).toBeUndefined()
    })

    test('[BL2] too much is refused and leaves nothing', async () => {
      const blobs = await open()
      await expect(blobs.put('big', Readable.from([Buffer.alloc(11)]), 10)).rejects.toMatchObject({
        fault: { code: 'too_large' },
      })
      expect(await blobs.get('big')).toBeUndefined()
    })

    test('[BL2] a stream that breaks off leaves nothing', async () => {
      const blobs = await open()
      const stream = new PassThrough()
      const put = blobs.put('half', stream, LIMIT_BYTES)
      stream.write('half of it')
      stream.destroy(new Error('the peer went away'))
      await expect(put).rejects.toThrow('the peer went away')
      expect(await blobs.get('half')).toBeUndefined()
    })

    test.each(['', '.', '..', '../x', 'a/b', 'a\\b', '.hidden', 'a\0b', 'ü', 'x'.repeat(200)])(
      '[BL3] %j is no name',
      async (bad) => {
        const blobs = await open()
        await expect(blobs.put(bad, Readable.from(['x']), LIMIT_BYTES)).rejects.toMatchObject({
          fault: { code: 'not_found' },
        })
        expect(await blobs.get(bad)).toBeUndefined()
      },
    )

    test('[BL4] it says that it works', async () => {
      await expect((await open()).ping()).resolves.toBeUndefined()
    })
  })
}
