import { LIMITS } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { after, given, join, outline, request, run, send } from '../given.fixture.ts'

const react = (by: string, emoji: string, on = true) => request('reaction.set', by, { id: 'hi', emoji, on })
const chat = () => given(join('ann'), join('bob'), send('ann', 'hi'))
const kinds = (count: number) =>
  Array.from({ length: count }, (_, index) => react('ann', String.fromCodePoint(0x1f600 + index)))

test('[MS5] set and taken back per person and emoji; repeats yield nothing', () => {
  const room = chat()
  expect(run(room, react('bob', '👍'))).toEqual([
    { type: 'reaction.changed', payload: { id: 'hi', emoji: '👍', by: 'bob', on: true } },
  ])
  expect(run(room, react('bob', '👍'))).toEqual([])
  expect(outline(run(room, react('ann', '👍')))).toEqual(['reaction.changed'])
  expect(outline(run(room, react('bob', '👍', false)))).toEqual(['reaction.changed'])
  expect(run(room, react('bob', '👍', false))).toEqual([])
  expect(run(room, react('bob', '🎈', false))).toEqual([])
})

test('[MS6] twenty kinds fill a message; one that is there can be joined', () => {
  const room = after(chat(), ...kinds(LIMITS.REACTION_KINDS))
  expect(outline(run(room, react('bob', '🎈')))).toBe('too_many_reactions')
  expect(outline(run(room, react('bob', '\u{1f600}')))).toEqual(['reaction.changed'])
})

test('[MS6] a kind that nobody sets any more frees its place', () => {
  const room = after(chat(), ...kinds(LIMITS.REACTION_KINDS), react('ann', '\u{1f600}', false))
  expect(outline(run(room, react('bob', '🎈')))).toEqual(['reaction.changed'])
})

test('[MS7] deleted and unknown messages take none', () => {
  const room = chat()
  expect(outline(run(room, request('reaction.set', 'bob', { id: 'x', emoji: '👍', on: true })))).toBe(
    'message_not_found',
  )
  after(room, request('message.delete', 'ann', { id: 'hi' }))
  expect(outline(run(room, react('bob', '👍')))).toBe('message_deleted')
})
