import { LIMITS, type Position } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { at, entry, FACTS, given, join, leave, run } from './given.fixture.ts'
import { recover, resumePlan } from './recovery.ts'
import { snapshotParticipants } from './snapshot.ts'

const plan = (asked: Partial<Position>, log: { seq: number; floor?: number }) =>
  resumePlan({ asked: { epoch: 'e1', seq: 0, ...asked }, epoch: 'e1', floor: 0, ...log })

test('[RE1] the missed events, or none', () => {
  expect(plan({ seq: 3 }, { seq: 7 })).toEqual({ kind: 'events', from: 4 })
  expect(plan({ seq: 7 }, { seq: 7 })).toEqual({ kind: 'events', from: 8 })
  expect(plan({ seq: 0 }, { seq: 7 })).toEqual({ kind: 'events', from: 1 })
})

test('[RE2] another history', () => {
  expect(plan({ epoch: 'e0', seq: 3 }, { seq: 7 })).toEqual({ kind: 'reset', reason: 'epoch' })
  expect(plan({ seq: 8 }, { seq: 7 })).toEqual({ kind: 'reset', reason: 'epoch' })
})

test('[RE3] trimmed', () => {
  expect(plan({ seq: 4 }, { seq: 9, floor: 5 })).toEqual({ kind: 'reset', reason: 'trimmed' })
  expect(plan({ seq: 5 }, { seq: 9, floor: 5 })).toEqual({ kind: 'events', from: 6 })
})

test('[RE4] too far', () => {
  const seq = LIMITS.RESUME_MAX + 1
  expect(plan({ seq: 1 }, { seq })).toEqual({ kind: 'events', from: 2 })
  expect(plan({ seq: 0 }, { seq })).toEqual({ kind: 'reset', reason: 'too_far' })
})

test('[RE6] all who are active, then the last seen of the others', () => {
  const ann = entry(given(join('ann')), 'ann')
  const absent = Array.from({ length: LIMITS.INACTIVE_IN_SNAPSHOT + 5 }, (_, index) => ({
    ...ann,
    id: `p${index}`,
    active: false,
    last_seen: at(index),
  }))
  const room = recover({ facts: FACTS, seq: 1, participants: absent, by: null })
  run(room, join('bob'), at(20))
  run(room, join('cleo'), at(10))
  const ids = snapshotParticipants(room).map(({ id }) => id)
  expect(ids).toHaveLength(2 + LIMITS.INACTIVE_IN_SNAPSHOT)
  expect(ids.slice(0, 3)).toEqual(['cleo', 'bob', 'p204'])
})

test('[RM5] counts are taken from the read models', () => {
  const room = given(join('ann'), join('bob'), leave('bob'))
  const { facts, seq, participants, by } = room.logged
  const again = recover({ facts, seq, participants: [...participants.values()], by })
  expect(again.logged).toMatchObject({ seq: 4, activeCount: 1, dataBytes: room.logged.dataBytes })
  expect(again.live.connections.size).toBe(0)
})
