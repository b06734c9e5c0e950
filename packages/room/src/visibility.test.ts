import { COMMANDS, type CommandName } from '@roomful/protocol'
import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import { isLoggedFact, isSocketFact, lane, needsOf } from './facts.ts'
import {
  after,
  at,
  call,
  DEADLINE,
  expire,
  given,
  join,
  lost,
  request,
  run,
  send,
  typing,
} from './given.fixture.ts'
import { audienceOf, visibleTo } from './visibility.ts'

test('[RM9] events go to all, signals to their target, facts of sockets to nobody', () => {
  const room = given(join('ann'))
  const opened = [run(room, join('bob'))].flat()
  const [joined, connection] = opened
  if (!joined || !('type' in joined) || !connection || !('type' in connection)) throw new Error('no facts')
  expect(audienceOf(joined)).toEqual({ to: 'all' })
  expect(audienceOf(connection)).toEqual({ to: 'nobody' })
  expect([isLoggedFact(joined), isSocketFact(joined)]).toEqual([true, false])
  expect([isLoggedFact(connection), isSocketFact(connection)]).toEqual([false, true])

  after(room, call('ann'), call('bob'))
  const body = { to: 'bob/1', negotiation: 'n', kind: 'bye', data: null } as const
  const [signal] = [run(room, request('signal.send', 'ann', body))].flat()
  if (!signal || !('type' in signal)) throw new Error('no signal')
  expect(audienceOf(signal)).toEqual({ to: 'connection', connection: 'bob/1' })
  const seen = (fact: typeof signal) => ['ann/1', 'bob/1'].map((id) => visibleTo(fact, id))
  expect([seen(joined), seen(connection), seen(signal)]).toEqual([
    [true, true],
    [false, false],
    [false, true],
  ])
})

test('lanes are those of the catalogue; only the expiry among the notices is logged', () => {
  expect(lane(send('ann', 'hi'))).toBe('log')
  expect(lane(typing('ann', true))).toBe('live')
  expect([lost('ann/1'), DEADLINE, expire('ann')].map(lane)).toEqual(['live', 'live', 'log'])
})

test('the messages that a decision reads', () => {
  expect(needsOf(send('ann', 'hi')).messages).toEqual([])
  expect(needsOf(request('message.send', 'ann', { text: 're', reply_to: 'm1' })).messages).toEqual(['m1'])
  expect(needsOf(request('message.edit', 'ann', { id: 'm2', text: 'x' })).messages).toEqual(['m2'])
  expect(needsOf(request('message.delete', 'ann', { id: 'm3' })).messages).toEqual(['m3'])
  expect(needsOf(request('reaction.set', 'ann', { id: 'm4', emoji: '👍', on: true })).messages).toEqual([
    'm4',
  ])
  expect(needsOf(expire('ann')).messages).toEqual([])
})

test('[RM3] every command has a rule, and an unknown one a fault', () => {
  const room = given(join('ann'))
  for (const type of Object.keys(COMMANDS) as CommandName[]) {
    const stranger = { ...join('eve'), type, body: {} } as Command
    if (type !== 'room.join') expect(decide(room, stranger, at(0))).toEqual({ fault: { code: 'not_joined' } })
  }
  for (const type of ['__proto__', 'toString', 'nonsense']) {
    const unknown = { ...join('eve'), type: type as CommandName } as Command
    expect(decide(room, unknown, at(0))).toEqual({ fault: { code: 'unknown_type' } })
  }
})
