import { LIMITS } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { after, call, given, join, outline, request, run } from '../given.fixture.ts'

const signal = (to: string, data: unknown, kind: 'offer' | 'candidate' = 'offer', negotiation = 'n1') =>
  request('signal.send', 'ann', { to, negotiation, kind, data })
const inCall = () => given(join('ann'), join('bob'), join('cleo'), call('ann'), call('bob'))
const candidates = (count: number, negotiation?: string) =>
  Array.from({ length: count }, () => signal('bob/1', {}, 'candidate', negotiation))

test('[SI1] sender and target must be legs of this room', () => {
  const room = given(join('ann'), join('bob'), call('bob'))
  expect(outline(run(room, signal('bob/1', {})))).toBe('not_in_call')
  after(room, call('ann'))
  expect(outline(run(room, signal('bob/1', {})))).toEqual(['signal.sent'])
  for (const nobody of ['ann/1', 'cleo/1', 'elsewhere', '__proto__']) {
    expect(outline(run(room, signal(nobody, {})))).toBe('target_not_found')
  }
})

test('[SI2] the sender is the connection that sends', () => {
  const forged = { ...signal('bob/1', { sdp: 'v=0' }) }
  Object.assign(forged.body, { from: 'cleo/1', participant: 'cleo' })
  expect(run(inCall(), forged)).toEqual([
    {
      type: 'signal.sent',
      payload: {
        to: 'bob/1',
        from: 'ann/1',
        participant: 'ann',
        negotiation: 'n1',
        kind: 'offer',
        data: { sdp: 'v=0' },
      },
    },
  ])
})

test('[SI3] size and depth are bounded', () => {
  const room = inCall()
  const text = 'x'.repeat(LIMITS.SIGNAL_BYTES - 2)
  expect(outline(run(room, signal('bob/1', text)))).toEqual(['signal.sent'])
  expect(outline(run(room, signal('bob/1', `${text}x`)))).toBe('signal_too_large')
  const deep: unknown = JSON.parse('['.repeat(30_000) + ']'.repeat(30_000))
  expect(outline(run(room, signal('bob/1', deep)))).toBe('bad_payload')
  expect(outline(run(room, signal('bob/1', [[[[[[[[1]]]]]]]])))).toEqual(['signal.sent'])
  expect(outline(run(room, signal('bob/1', [[[[[[[[[1]]]]]]]]])))).toBe('bad_payload')
  expect(outline(run(room, signal('bob/1', undefined)))).toEqual(['signal.sent'])
})

test('[SI4] a hundred candidates per negotiation and pair', () => {
  const room = after(inCall(), ...candidates(LIMITS.CANDIDATES_PER_NEGOTIATION))
  expect(outline(run(room, signal('bob/1', {}, 'candidate')))).toBe('too_many_candidates')
  expect(outline(run(room, signal('bob/1', {}, 'offer')))).toEqual(['signal.sent'])
  expect(outline(run(room, signal('bob/1', {}, 'candidate', 'n2')))).toEqual(['signal.sent'])
  after(room, join('dan'), call('dan'))
  expect(outline(run(room, signal('dan/1', {}, 'candidate')))).toEqual(['signal.sent'])
})

test.each(['ann', 'bob'])('[SI4] the counts go with the leg of %s', (who) => {
  const room = after(inCall(), ...candidates(LIMITS.CANDIDATES_PER_NEGOTIATION))
  after(room, request('call.leave', who, {}))
  expect(room.live.candidates.get('ann/1')?.size ?? 0).toBe(0)
  after(room, call(who))
  expect(outline(run(room, signal('bob/1', {}, 'candidate')))).toEqual(['signal.sent'])
})

test('[SI4] endless negotiations take no endless memory', () => {
  const room = inCall()
  for (let index = 0; index < 1_000; index += 1) after(room, ...candidates(1, `n${index}`))
  expect(room.live.candidates.get('ann/1')?.get('bob/1')?.size).toBe(8)
})
