import { expect, test } from 'vitest'
import { after, at, awake, expire, given, idle, join, leave, lost, outline, run } from '../given.fixture.ts'
import { liveState, presenceOf } from '../presence.ts'

const TAB2 = { connection: 'ann/2' }
const told = (participant: string, state: 'active' | 'idle') => ({
  type: 'presence.changed',
  payload: { participant, state },
})

test('[PR1] absent, active, idle, gone', () => {
  const room = given(join('ann'))
  expect(presenceOf(room, 'bob')).toBe('inactive')
  expect(presenceOf(room, 'ann')).toBe('active')
  expect(presenceOf(after(room, idle('ann')), 'ann')).toBe('idle')
  expect(liveState(room).idle).toEqual(['ann'])
  expect(presenceOf(after(room, leave('ann')), 'ann')).toBe('inactive')
  expect(liveState(room).idle).toEqual([])
})

test('[PR2] only a change of the person is told', () => {
  const room = given(join('ann'), join('ann', TAB2))
  expect(outline(run(room, idle('ann')))).toEqual(['connection.idled'])
  expect(run(room, idle('ann', TAB2))).toContainEqual(told('ann', 'idle'))
  expect(run(room, idle('ann', TAB2))).toEqual([])
  expect(run(room, awake('ann'))).toContainEqual(told('ann', 'active'))
  expect(outline(run(room, awake('ann', TAB2)))).toEqual(['connection.idled'])
})

test('[PR3] a new tab wakes, closing the awake one sends to idle', () => {
  const room = given(join('ann'), idle('ann'))
  expect(run(room, join('ann', TAB2))).toContainEqual(told('ann', 'active'))
  expect(run(room, leave('ann', TAB2))).toContainEqual(told('ann', 'idle'))
  after(room, join('ann', TAB2))
  expect(run(room, lost('ann/2'))).toContainEqual(told('ann', 'idle'))
})

test('[PR3] in grace the last state stays', () => {
  const room = given(join('ann'), idle('ann'))
  expect(outline(run(room, lost('ann/1')))).toEqual(['connection.closed'])
  expect(presenceOf(room, 'ann')).toBe('idle')
  expect(run(room, join('ann', TAB2))).toContainEqual(told('ann', 'active'))
})

test('[PR4] a return within the grace logs nothing', () => {
  const room = given(join('ann'))
  const { seq } = room.logged
  expect(run(room, lost('ann/1'), at(10))).toEqual([
    { type: 'connection.closed', payload: { connection: 'ann/1', graceUntil: at(13) } },
  ])
  expect(presenceOf(room, 'ann')).toBe('active')
  after(room, join('ann', TAB2))
  expect(room.logged.seq).toBe(seq)
  expect(room.live.grace.size).toBe(0)
})

test('[PR4] losing one of two connections starts no grace', () => {
  const room = given(join('ann'), join('ann', TAB2))
  expect(run(room, lost('ann/1'))).toEqual([
    { type: 'connection.closed', payload: { connection: 'ann/1', graceUntil: null } },
  ])
  expect(room.live.grace.size).toBe(0)
})

test('[PR7] leaving and expiring end the mark without an event', () => {
  const room = given(join('ann'), idle('ann'), lost('ann/1'))
  expect(outline(run(room, expire('ann'), at(9)))).toEqual(['participant.left'])
  expect(liveState(room)).toEqual({ idle: [], typing: [], legs: [] })
  after(room, join('ann'))
  expect(presenceOf(room, 'ann')).toBe('active')
})
