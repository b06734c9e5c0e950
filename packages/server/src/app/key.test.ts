import { expect, test } from 'vitest'
import { commandKey, repeated } from './key.ts'

test('[AK3] the hash does not depend on the order of fields, at any depth', () => {
  const hash = (body: unknown, type = 'data.update') => commandKey('k', type, body).hash
  expect(hash({ a: 1, b: { c: [1, { d: 2, e: 3 }] } })).toBe(hash({ b: { c: [1, { e: 3, d: 2 }] }, a: 1 }))
  expect(hash({ a: [1, 2] })).not.toBe(hash({ a: [2, 1] }))
  expect(hash({ a: 1 })).not.toBe(hash({ a: '1' }))
  expect(hash({})).not.toBe(hash({}, 'hand.set'))
})

test('[AK3] the first answer comes again; a message tells that it is one already', () => {
  expect(repeated('{"id":"m","seq":4,"duplicate":false}')).toEqual({ id: 'm', seq: 4, duplicate: true })
  expect(repeated('{"data":{"duplicate":1}}')).toEqual({ data: { duplicate: 1 } })
  expect(repeated('{}')).toEqual({})
})
