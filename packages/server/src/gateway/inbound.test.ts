import { LIMITS } from '@roomful/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFrame } from './inbound.ts'

const read = (text: string) => readFrame(Buffer.from(text), false)

test('[LI2] any bytes give a frame or a fault with a code', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.json(), fc.uint8Array().map(String)),
      fc.boolean(),
      (text, binary) => {
        const inbound = readFrame(Buffer.from(text), binary)
        if (!inbound.ok) expect(inbound.fault.code).toMatch(/^(bad_frame|bad_payload|too_large)$/)
      },
    ),
  )
})

test('[LI2] a request that cannot be read is answered under its id, if it has one', () => {
  expect(read('{"t":"cmd","id":7,"room":7,"type":"x"}')).toMatchObject({ ok: false, id: 7 })
  expect(read('{"t":"query","id":0}')).toMatchObject({ ok: false, id: 0, fault: { code: 'bad_frame' } })
  for (const id of ['-1', '1.5', '"7"', '1e400', 'null'])
    expect(read(`{"t":"cmd","id":${id},"room":7}`)).toMatchObject({ ok: false, id: undefined })
  expect(read('{"t":"hello","id":7}')).toMatchObject({ ok: false, id: undefined })
})

test('[LI3] what counts is the body, not the frame around it', () => {
  const frame = (body: string, pad = '') => `{"t":"cmd","id":1,"room":"r","type":"x","body":${body}${pad}}`
  const body = JSON.stringify('x'.repeat(LIMITS.BODY_BYTES - 2))
  expect(read(frame(body))).toMatchObject({ ok: true })
  expect(read(frame(body, ' '.repeat(1_000)))).toMatchObject({ ok: true })
  expect(read(frame(JSON.stringify('x'.repeat(LIMITS.BODY_BYTES - 1))))).toMatchObject({
    ok: false,
    id: 1,
    fault: { code: 'too_large' },
  })
})

test('[LI11] depth is bounded without recursion', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
  const frame = (body: string) => `{"t":"cmd","id":1,"room":"${'r'.repeat(128)}","type":"x","body":${body}}`
  expect(read(frame(nested(200_000)))).toMatchObject({ ok: false, id: 1, fault: { code: 'bad_payload' } })
  expect(read(frame(nested(20)))).toMatchObject({ ok: true })
})
