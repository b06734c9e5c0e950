import { expect, test } from 'vitest'
import { after, at, join, newRoom, outline, request, run } from '../given.fixture.ts'

const hand = (by: string, raised: boolean, participant?: string) =>
  request('hand.set', by, participant === undefined ? { raised } : { raised, participant })
/** ann is host. */
const hosted = () => after(newRoom({}, 'ann'), join('ann'), join('bob'), join('cleo'))

test('[HA1] a hand goes up with its time, and down; repeats yield nothing', () => {
  const room = hosted()
  expect(run(room, hand('bob', true), at(4))).toEqual([
    { type: 'hand.changed', payload: { id: 'bob', hand_at: at(4) } },
  ])
  expect(run(room, hand('bob', true), at(5))).toEqual([])
  expect(run(room, hand('bob', false, 'bob'))).toEqual([
    { type: 'hand.changed', payload: { id: 'bob', hand_at: null } },
  ])
})

test('[HA2] moderators lower the hands of others, nobody raises them', () => {
  const room = after(hosted(), hand('bob', true))
  expect(outline(run(room, hand('cleo', false, 'bob')))).toBe('forbidden')
  expect(outline(run(room, hand('ann', true, 'cleo')))).toBe('forbidden')
  expect(outline(run(room, hand('ann', false, 'bob')))).toEqual(['hand.changed'])
  expect(outline(run(room, hand('ann', false, 'dan')))).toBe('participant_not_found')
})
