import { expect, test } from 'vitest'
import {
  admin,
  after,
  answer,
  entry,
  given,
  join,
  leave,
  newRoom,
  outline,
  request,
  run,
  user,
} from '../given.fixture.ts'

const setRole = (
  by: string,
  participant: string,
  role: 'host' | 'moderator' | 'member',
  principal = user(by),
) => request('role.set', by, { participant, role }, { principal })
const hosted = () => after(newRoom({}, 'ann'), join('ann'), join('bob'), join('cleo'))

test('[RO1] admins act as host without being one', () => {
  const room = given(join('ann'))
  expect(answer(room, join('root', { principal: admin('root') }))).toMatchObject({ role: 'host' })
  expect(entry(room, 'root').role).toBe('member')
  expect(outline(run(room, setRole('root', 'ann', 'moderator', admin('root'))))).toEqual(['role.changed'])
})

test('[RO3] hosts set roles of anybody on the roster, others of nobody', () => {
  const room = after(hosted(), leave('cleo'))
  expect(run(room, setRole('ann', 'cleo', 'moderator'))).toEqual([
    { type: 'role.changed', payload: { id: 'cleo', role: 'moderator', by: 'ann' } },
  ])
  expect(run(room, setRole('ann', 'cleo', 'moderator'))).toEqual([])
  expect(outline(run(room, setRole('ann', 'dan', 'host')))).toBe('participant_not_found')
  after(room, join('cleo'))
  expect(outline(run(room, setRole('bob', 'bob', 'host')))).toBe('forbidden')
  expect(outline(run(room, setRole('cleo', 'cleo', 'host')))).toBe('forbidden')
})

test('[RO4] the last host stays host', () => {
  const room = given(join('ann'), join('bob'), join('root', { principal: admin('root') }))
  after(room, setRole('root', 'ann', 'host', admin('root')))
  expect(outline(run(room, setRole('ann', 'ann', 'member')))).toBe('last_host')
  after(room, setRole('ann', 'bob', 'host'))
  expect(outline(run(room, setRole('ann', 'ann', 'member')))).toEqual(['role.changed'])
})

test('[RO4] the creator stays host whoever else is', () => {
  const room = hosted()
  expect(outline(run(room, setRole('ann', 'ann', 'member')))).toBe('last_host')
  after(room, setRole('ann', 'bob', 'host'))
  expect(outline(run(room, setRole('bob', 'ann', 'member')))).toBe('forbidden')
})

test('[RM6] hosts change title and capacity; only what changed is told', () => {
  const room = hosted()
  const update = (by: string, body: { title?: string; capacity?: number }) => request('room.update', by, body)
  expect(run(room, update('ann', { title: 'Garden', capacity: 20 }))).toEqual([
    { type: 'room.updated', payload: { capacity: 20, by: 'ann' } },
  ])
  expect(room.logged.facts).toMatchObject({ title: 'Garden', capacity: 20 })
  expect(run(room, update('ann', {}))).toEqual([])
  expect(outline(run(room, update('bob', { title: 'Mine' })))).toBe('forbidden')
})

test('[RM7] a capacity below the number present sends nobody away', () => {
  const room = after(hosted(), request('room.update', 'ann', { capacity: 1 }))
  expect(room.logged.activeCount).toBe(3)
  expect(outline(run(room, join('dan')))).toBe('room_full')
})
