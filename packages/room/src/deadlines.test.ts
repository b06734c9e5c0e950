import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import { dueCommands, nextDeadline } from './deadlines.ts'
import { decide } from './decide.ts'
import { fork, keep } from './draft.ts'
import { evolve } from './evolve.ts'
import { isLoggedFact } from './facts.ts'
import {
  after,
  at,
  awake,
  call,
  DEADLINE,
  entry,
  expire,
  given,
  idle,
  isAccepted,
  join,
  leave,
  lost,
  outline,
  run,
  typing,
} from './given.fixture.ts'
import { presenceOf } from './presence.ts'
import type { Room } from './state.ts'

const TAB2 = { connection: 'ann/2' }

/** Decides the batch, lets `meanwhile` happen on the committed room, then commits. */
const commit = (room: Room, batch: Command[], meanwhile: Command[] = []) => {
  const draft = fork(room)
  const facts = batch.flatMap((command) => {
    const decision = decide(draft, command, at(0))
    const yielded = isAccepted(decision) ? decision.facts : []
    for (const fact of yielded) evolve(draft, fact, at(0))
    return yielded
  })
  after(room, ...meanwhile)
  const { seq } = draft.logged
  keep(room, draft)
  for (const fact of facts) if (!isLoggedFact(fact)) evolve(room, fact, at(0))
  expect(room.logged.seq).toBe(seq)
  return facts.map((fact) => fact.type)
}

test('[DL1] nothing awaited, then the earliest of marks and graces', () => {
  const room = given(join('ann'), join('bob'))
  expect(nextDeadline(room)).toBeUndefined()
  expect(dueCommands(room, at(99))).toEqual([])
  run(room, lost('bob/1'), at(1))
  run(room, typing('ann', true), at(0))
  expect(nextDeadline(room)).toBe(at(3))
  expect(dueCommands(room, at(2))).toEqual([])
  expect(dueCommands(room, at(4))).toEqual([{ type: 'deadline', due: at(4) }, expire('bob', at(4))])
})

test('[DL2] the end of grace makes inactive', () => {
  const room = given(join('ann'), join('bob'), lost('ann/1'))
  const due = dueCommands(room, at(3))
  expect(due).toEqual([expire('ann', at(3))])
  for (const command of due) {
    expect(run(room, command, at(3))).toEqual([
      { type: 'participant.left', payload: { id: 'ann', cause: 'lost', last_seen: at(3) } },
    ])
  }
  expect(nextDeadline(room)).toBeUndefined()
})

test('[DL2] a second loss has a grace of its own', () => {
  const room = given(join('ann'), lost('ann/1'), join('ann', TAB2))
  run(room, lost('ann/2'), at(2))
  expect(run(room, expire('ann'), at(3))).toEqual([])
  expect(outline(run(room, expire('ann'), at(5)))).toEqual(['participant.left'])
})

test('[DL5] what was handed out comes again after a second, not at once', () => {
  const room = given(join('ann'), lost('ann/1'))
  expect(dueCommands(room, at(3))).toHaveLength(1)
  expect(dueCommands(room, at(3.5))).toEqual([])
  expect(nextDeadline(room)).toBe(at(4))
  expect(dueCommands(room, at(4))).toEqual([expire('ann', at(4))])
  expect(outline(run(room, expire('ann'), at(4)))).toEqual(['participant.left'])
})

test('[DL6] a wall clock that is set back keeps nobody', () => {
  const room = given(join('ann'), join('bob'), lost('ann/1'), typing('bob', true))
  const due = dueCommands(room, at(3))
  expect(due.map((command) => outline(run(room, command, at(-3_600))))).toEqual([
    ['typing.changed'],
    ['participant.left'],
  ])
  expect(nextDeadline(room)).toBeUndefined()
})

test('[RM10] a return and an expiry in one batch', () => {
  const room = given(join('ann'), lost('ann/1'))
  commit(room, [join('ann', TAB2), { type: 'participant.expire', participant: 'ann', cause: 'server' }])
  expect(entry(room, 'ann').active).toBe(true)
  expect(room.live.connections.size).toBe(1)
  expect(nextDeadline(room)).toBeUndefined()
})

test('[RM10] leaving with both connections in one batch leaves once', () => {
  const room = given(join('ann'), join('ann', TAB2))
  expect(commit(room, [leave('ann'), leave('ann', TAB2), leave('ann')])).toEqual([
    'connection.closed',
    'participant.left',
    'connection.closed',
  ])
  expect(entry(room, 'ann').left_cause).toBe('left')
})

test('[RM10] leaving and joining in one batch', () => {
  const room = given(join('ann'), idle('ann'))
  commit(room, [leave('ann'), join('ann')])
  expect(presenceOf(room, 'ann')).toBe('active')
  expect(room.live.connections.size).toBe(1)
  expect(nextDeadline(room)).toBeUndefined()
})

test('[DL3] the other tab is lost while one leaves', () => {
  const room = given(join('ann'), join('ann', TAB2))
  commit(room, [leave('ann')], [lost('ann/2')])
  expect(dueCommands(room, at(0))).toEqual([expire('ann', at(0))])
})

test('[DL4] a call joined while the leave is on its way ends for all', () => {
  const room = given(join('ann'), join('bob'))
  commit(room, [leave('ann')], [call('ann')])
  expect(nextDeadline(room)).toBe(0)
  expect(dueCommands(room, at(0))).toEqual([{ type: 'deadline', due: at(0) }])
  expect(run(room, DEADLINE)).toEqual([
    { type: 'call.left', payload: { connection: 'ann/1', participant: 'ann', cause: 'lost' } },
  ])
  expect(nextDeadline(room)).toBeUndefined()
})

test('[DL4] idle while a tab that was awake is on its way in', () => {
  const room = given(join('ann'))
  commit(room, [join('ann', TAB2)], [idle('ann')])
  expect(run(room, DEADLINE)).toEqual([
    { type: 'presence.changed', payload: { participant: 'ann', state: 'active' } },
  ])
  expect(nextDeadline(room)).toBeUndefined()
})

test('[PR7] marks set while the leave is on its way end with it', () => {
  const room = given(join('ann'))
  commit(room, [leave('ann')], [typing('ann', true), idle('ann')])
  expect(room.live.typing.size + room.live.idle.size).toBe(0)
  expect(nextDeadline(after(room, join('ann'), awake('ann')))).toBeUndefined()
})
