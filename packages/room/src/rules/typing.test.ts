import { TYPING_TTL_MS } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { nextDeadline } from '../deadlines.ts'
import { after, at, DEADLINE, given, join, leave, lost, outline, run, typing } from '../given.fixture.ts'

const TAB2 = { connection: 'ann/2' }
const ended = { type: 'typing.changed', payload: { participant: 'ann', typing: false } }

test('[TY1] told at the beginning and at the end', () => {
  const room = given(join('ann'))
  expect(run(room, typing('ann', true))).toEqual([
    { type: 'typing.changed', payload: { participant: 'ann', typing: true } },
  ])
  expect(outline(run(room, typing('ann', true)))).toEqual(['typing.repeated'])
  expect(run(room, typing('ann', false))).toEqual([ended])
  expect(run(room, typing('ann', false))).toEqual([])
})

test('[TY2] leaving and the loss of the last connection end it', () => {
  expect(run(given(join('ann'), typing('ann', true)), leave('ann'))).toContainEqual(ended)
  expect(run(given(join('ann'), typing('ann', true)), lost('ann/1'))).toContainEqual(ended)
  const twoTabs = given(join('ann'), join('ann', TAB2), typing('ann', true))
  expect(outline(run(twoTabs, lost('ann/2')))).toEqual(['connection.closed'])
})

test('[TY3] without a repeat it ends after three seconds, a repeat prolongs it', () => {
  const room = given(join('ann'), typing('ann', true))
  expect(nextDeadline(room)).toBe(at(0) + TYPING_TTL_MS)
  run(room, typing('ann', true), at(2))
  expect(nextDeadline(room)).toBe(at(2) + TYPING_TTL_MS)
  expect(run(room, DEADLINE, at(4))).toEqual([])
  expect(run(room, DEADLINE, at(5))).toEqual([ended])
  expect(nextDeadline(after(room, DEADLINE))).toBeUndefined()
})
