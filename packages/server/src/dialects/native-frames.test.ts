import { expect, test } from 'vitest'
import { textFrame } from './native-frames.ts'

/** Reads unmasked text frames as RFC 6455, section 5.2, lays them out. */
function texts(bytes: Buffer): string[] {
  const found: string[] = []
  for (let at = 0; at < bytes.length; ) {
    // FIN, no reserved bit, opcode 1.
    expect(bytes[at]).toBe(0b1000_0001)
    const short = bytes.readUInt8(at + 1)
    // No mask bit: servers never mask.
    expect(short).toBeLessThan(128)
    const [header, length] =
      short === 127
        ? [10, Number(bytes.readBigUInt64BE(at + 2))]
        : short === 126
          ? [4, bytes.readUInt16BE(at + 2)]
          : [2, short]
    found.push(bytes.toString('utf8', at + header, at + header + length))
    at += header + length
  }
  return found
}

test.for([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
  '[DE11] a frame of %i bytes is one text frame',
  (bytes) => {
    const text = 'x'.repeat(bytes)
    expect(texts(textFrame(text))).toEqual([text])
  },
)

test('[DE11] lengths count bytes of UTF-8, and frames follow each other in one buffer', () => {
  const written = ['äöü', '🙂'.repeat(40), `${'é'.repeat(62)}x`, '語'.repeat(30_000)]
  expect(texts(Buffer.concat(written.map(textFrame)))).toEqual(written)
})
