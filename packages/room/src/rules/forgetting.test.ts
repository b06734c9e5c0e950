import { LIMITS, type Participant } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { after, at, entry, FACTS, given, join, leave, run } from '../given.fixture.ts'
import { recover } from '../recovery.ts'
import type { Room } from '../state.ts'

const ann = entry(given(join('ann')), 'ann')
const absent = (index: number): Participant => ({
  ...ann,
  id: `p${index}`,
  active: false,
  left_cause: 'left',
  last_seen: at(index),
  role: index === 0 ? 'moderator' : index === 1 ? 'host' : 'member',
})
const roomWithAbsent = (count: number): Room =>
  after(
    recover({
      facts: FACTS,
      seq: 1,
      participants: Array.from({ length: count }, (_, index) => absent(count - 1 - index)),
      by: null,
    }),
    join('ann'),
  )
const forgotten = (room: Room) =>
  [run(room, leave('ann'), at(9_999))]
    .flat()
    .flatMap((fact) => ('type' in fact && fact.type === 'participant.forgotten' ? [fact.payload.id] : []))

test('[ME9] up to the bound nobody is forgotten', () => {
  expect(forgotten(roomWithAbsent(LIMITS.INACTIVE_KEPT - 1))).toEqual([])
})

test('[ME9] above it the longest absent goes, never somebody with a role', () => {
  const room = roomWithAbsent(LIMITS.INACTIVE_KEPT)
  const bytes = room.logged.dataBytes
  expect(forgotten(room)).toEqual(['p2'])
  expect(room.logged.participants.has('p2')).toBe(false)
  expect(room.logged.participants.size).toBe(LIMITS.INACTIVE_KEPT)
  expect(room.logged.dataBytes).toBe(bytes - 2)
})

test('[ME9] a roster far above the bound shrinks by ten', () => {
  const room = roomWithAbsent(LIMITS.INACTIVE_KEPT + 50)
  expect(forgotten(room)).toEqual(['p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9', 'p10', 'p11'])
})
