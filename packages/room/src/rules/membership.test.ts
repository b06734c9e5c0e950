import { describe, expect, test } from 'vitest'
import {
  admin,
  after,
  answer,
  at,
  call,
  entry,
  expire,
  given,
  idle,
  join,
  leave,
  lost,
  newRoom,
  outline,
  request,
  run,
  send,
  typing,
  user,
} from '../given.fixture.ts'

describe('joining', () => {
  test('[RM1] the first join creates the room', () => {
    const room = newRoom({}, 'ann')
    expect(run(room, join('ann'))).toEqual([
      { type: 'room.created', payload: { by: 'ann' } },
      { type: 'participant.joined', payload: entry(room, 'ann') },
      { type: 'connection.opened', payload: { id: 'ann/1', participant: 'ann', node: 'n1', idle: false } },
    ])
    expect(room.logged.seq).toBe(2)
    expect(outline(run(after(room, leave('ann')), join('bob')))).toEqual([
      'participant.joined',
      'connection.opened',
    ])
  })

  test('[ME1] the event carries the whole entry', () => {
    const room = given(join('ann'))
    run(room, join('bob', { name: 'Bob' }), at(5))
    expect(entry(room, 'bob')).toEqual({
      id: 'bob',
      name: 'Bob',
      role: 'member',
      active: true,
      joined_at: at(5),
      last_seen: at(5),
      left_cause: null,
      hand_at: null,
      data: {},
    })
  })

  test('[ME1] a return keeps first join, role and data, and lowers the hand', () => {
    const room = given(join('ann'), request('data.update', 'ann', { patch: { seat: 4 } }))
    after(room, request('hand.set', 'ann', { raised: true }), leave('ann'))
    run(room, join('ann'), at(60))
    expect(entry(room, 'ann')).toMatchObject({
      active: true,
      joined_at: at(0),
      last_seen: at(60),
      left_cause: null,
      hand_at: null,
      data: { seat: 4 },
    })
  })

  test('[ME1] the answer names person, connection, role and position', () => {
    expect(answer(newRoom(), join('ann'))).toEqual({
      participant: 'ann',
      connection: 'ann/1',
      role: 'member',
      resumed: false,
      position: { epoch: 'e1', seq: 2 },
    })
  })

  test('[ME3] a second connection is no second entry', () => {
    const room = given(join('ann'))
    expect(outline(run(room, join('ann', { connection: 'ann/2' })))).toEqual(['connection.opened'])
    expect(room.logged.participants.size).toBe(1)
    expect(room.logged.activeCount).toBe(1)
    expect([...(room.live.byParticipant.get('ann') ?? [])]).toEqual(['ann/1', 'ann/2'])
  })

  test('[ME3] joining twice on one connection keeps its idleness', () => {
    const room = given(join('ann'), idle('ann'), join('ann'))
    expect(room.live.connections.get('ann/1')?.idle).toBe(true)
    expect(room.logged.seq).toBe(2)
  })

  test('[ME4] a full room refuses newcomers and those who return, but nobody who is active', () => {
    const room = after(newRoom({ capacity: 2 }), join('ann'), join('bob'), leave('bob'), join('cleo'))
    expect(outline(run(room, join('dan')))).toBe('room_full')
    expect(outline(run(room, join('bob')))).toBe('room_full')
    expect(outline(run(room, join('ann', { connection: 'ann/2' })))).toEqual(['connection.opened'])
  })

  test('[ME4] whoever is in grace holds the place', () => {
    const room = after(newRoom({ capacity: 1 }), join('ann'), lost('ann/1'))
    expect(outline(run(room, join('bob'), at(1)))).toBe('room_full')
    expect(outline(run(room, join('ann', { connection: 'ann/2' }), at(2)))).toEqual(['connection.opened'])
  })

  test('[ME5] rooms for users refuse guests, not admins and not the creator', () => {
    const room = newRoom({ access: 'users' }, 'cleo')
    expect(outline(run(room, join('eve')))).toBe('users_only')
    after(
      room,
      join('ann', { principal: user('ann') }),
      join('root', { principal: admin('root') }),
      join('cleo'),
    )
    expect(room.logged.activeCount).toBe(3)
  })

  test('[ME6] the name is the join’s, else the roster’s, else the token’s', () => {
    const room = given(join('ann'), join('bob', { name: 'Bob' }), leave('bob'), join('bob'))
    expect(entry(room, 'ann').name).toBe('ann')
    expect(entry(room, 'bob').name).toBe('Bob')
    after(room, leave('bob'), join('bob', { name: 'Robert' }))
    expect(entry(room, 'bob').name).toBe('Robert')
  })

  test('[ME6] a new name of an active person is a renaming', () => {
    const room = given(join('ann'))
    const again = join('ann', { connection: 'ann/2', name: 'Anna' })
    expect(outline(run(room, again))).toEqual(['participant.renamed', 'connection.opened'])
    expect(outline(run(room, request('participant.rename', 'ann', { name: 'Ann' })))).toEqual([
      'participant.renamed',
    ])
    expect(run(room, request('participant.rename', 'ann', { name: 'Ann' }))).toEqual([])
  })

  test('[ME7] a connection cannot become somebody else', () => {
    const room = given(join('ann'))
    expect(outline(run(room, join('eve', { connection: 'ann/1' })))).toBe('forbidden')
  })

  test('[RO2] the creator is host, also when first seen late', () => {
    const room = after(newRoom({}, 'cleo'), join('ann'), join('cleo'))
    expect([entry(room, 'ann').role, entry(room, 'cleo').role]).toEqual(['member', 'host'])
  })
})

describe('strangers', () => {
  const fromOutside = [
    send('eve', 'hi'),
    leave('eve'),
    typing('eve', true),
    idle('eve'),
    call('eve'),
    request('role.set', 'eve', { participant: 'ann', role: 'host' }, { principal: admin('eve') }),
    send('ann', 'as ann', { connection: 'eve/1' }),
    send('ann', 'from another tab', { connection: 'ann/2' }),
  ]
  test.each(fromOutside)('[ME2] $type of $by from $connection is refused', (command) => {
    const room = given(join('ann'), join('bob'))
    expect(outline(run(room, command))).toBe('not_joined')
  })

  test('[ME2] after leaving one is a stranger again', () => {
    const room = given(join('ann'), leave('ann'))
    expect(outline(run(room, send('ann', 'bye')))).toBe('not_joined')
  })
})

describe('leaving', () => {
  test('[ME8] the last connection takes the person along', () => {
    const room = given(join('ann'), join('ann', { connection: 'ann/2' }))
    expect(outline(run(room, leave('ann')))).toEqual(['connection.closed'])
    expect(run(room, leave('ann', { connection: 'ann/2' }), at(9))).toEqual([
      { type: 'participant.left', payload: { id: 'ann', cause: 'left', last_seen: at(9) } },
      { type: 'connection.closed', payload: { connection: 'ann/2', graceUntil: null } },
    ])
    expect(entry(room, 'ann')).toMatchObject({ active: false, left_cause: 'left', last_seen: at(9) })
    expect(room.live.connections.size).toBe(0)
    expect(room.live.byParticipant.size).toBe(0)
  })

  test('[ME10] a loss after a leave, and an expiry after either, yield nothing', () => {
    const room = given(join('ann'), leave('ann'))
    expect(run(room, lost('ann/1'))).toEqual([])
    expect(run(room, expire('ann'))).toEqual([])
    expect(room.live.grace.size).toBe(0)
  })

  test('[ME10] an expiry of somebody who is back yields nothing', () => {
    const room = given(join('ann'), lost('ann/1'), join('ann', { connection: 'ann/2' }))
    expect(run(room, expire('ann'), at(9))).toEqual([])
  })

  test('[ME10] losing one connection twice counts once', () => {
    const room = given(join('ann'), lost('ann/1'))
    expect(run(room, lost('ann/1'), at(1))).toEqual([])
  })

  test('[ME11] an expiry carries its cause and lowers the hand', () => {
    const room = given(join('ann'), request('hand.set', 'ann', { raised: true }), lost('ann/1'))
    run(room, { type: 'participant.expire', participant: 'ann', cause: 'server' }, at(1))
    expect(entry(room, 'ann')).toMatchObject({ active: false, left_cause: 'server', hand_at: null })
  })
})
