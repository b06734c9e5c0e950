import { jsonBytes, LIMITS } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { after, answer, entry, given, join, leave, newRoom, outline, request, run } from '../given.fixture.ts'

const update = (by: string, patch: Record<string, unknown>) => request('data.update', by, { patch })

test('[DA1] a patch merges shallowly and null stays', () => {
  const room = given(join('ann'), update('ann', { a: { x: 1 }, b: 2 }))
  expect(answer(room, update('ann', { a: { y: 1 }, c: null }))).toEqual({
    data: { a: { y: 1 }, b: 2, c: null },
  })
  expect(entry(room, 'ann').data).toEqual({ a: { y: 1 }, b: 2, c: null })
})

test('[RM8] the same values again yield nothing', () => {
  const room = given(join('ann'), update('ann', { a: { x: 1 }, b: 2 }))
  expect(run(room, update('ann', { b: 2 }))).toEqual([])
  expect(run(room, update('ann', {}))).toEqual([])
})

test('[DA2] sixteen KiB each, counted after the merge', () => {
  const room = given(join('ann'))
  const frame = jsonBytes({ a: '' })
  const full = 'x'.repeat(LIMITS.USER_DATA_BYTES - frame)
  expect(outline(run(room, update('ann', { a: `${full}x` })))).toBe('data_too_large')
  expect(outline(run(room, update('ann', { a: full })))).toEqual(['data.updated'])
  expect(outline(run(room, update('ann', { b: 1 })))).toBe('data_too_large')
  expect(entry(room, 'ann').data).toEqual({ a: full })
})

test('[DA2] one MiB a room, absent people included', () => {
  const room = newRoom({ capacity: 200 })
  const big = 'x'.repeat(16_000)
  for (let index = 0; index < 65; index += 1) {
    after(room, join(`p${index}`), update(`p${index}`, { a: big }), leave(`p${index}`))
  }
  after(room, join('ann'))
  expect(outline(run(room, update('ann', { a: big })))).toBe('data_too_large')
  expect(outline(run(room, update('ann', { a: 'small' })))).toEqual(['data.updated'])
})

test('[DA3] hostile keys change no prototype', () => {
  const room = given(join('ann'))
  after(room, update('ann', JSON.parse('{"__proto__": {"role": "host"}, "constructor": 1}')))
  expect(Object.getPrototypeOf(entry(room, 'ann').data)).toBe(Object.prototype)
  expect(Reflect.get({}, 'role')).toBeUndefined()
})
