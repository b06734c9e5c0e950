import { expect, test } from 'vitest'
import {
  after,
  answer,
  at,
  entry,
  given,
  join,
  newRoom,
  outline,
  request,
  run,
  send,
  typing,
} from '../given.fixture.ts'

const edit = (by: string, id: string) => request('message.edit', by, { id, text: 'better' })
const remove = (by: string, id: string) => request('message.delete', by, { id })
const reply = (by: string, to: string) => request('message.send', by, { text: 're', reply_to: to })
/** ann is host, bob and cleo are members; bob has written 'hi'. */
const chat = () => after(newRoom({}, 'ann'), join('ann'), join('bob'), join('cleo'), send('bob', 'hi'))

test('[MS1] the event carries id, time, name and key', () => {
  const room = given(join('ann', { name: 'Ann' }))
  expect(run(room, send('ann', 'hi', { id: 'm1', key: 'k1' }), at(3))).toEqual([
    {
      type: 'message.created',
      payload: { id: 'm1', author: 'ann', name: 'Ann', text: 'hi', at: at(3), reply_to: null, key: 'k1' },
    },
  ])
  expect(answer(room, send('ann', 'hi', { id: 'm2' }), at(4))).toEqual({ id: 'm2', at: at(4) })
})

test('[MS2] a reply needs a message of this room that is not deleted', () => {
  const room = chat()
  expect(run(room, reply('cleo', 'hi'))).toMatchObject([{ payload: { reply_to: 'hi' } }])
  expect(outline(run(room, reply('cleo', 'elsewhere')))).toBe('message_not_found')
  after(room, remove('bob', 'hi'))
  expect(outline(run(room, reply('cleo', 'hi')))).toBe('message_deleted')
})

test('[MS3] only the author edits, hosts do not', () => {
  const room = chat()
  expect(run(room, edit('bob', 'hi'), at(2))).toEqual([
    { type: 'message.edited', payload: { id: 'hi', text: 'better', at: at(2) } },
  ])
  expect(outline(run(room, edit('ann', 'hi')))).toBe('not_author')
  expect(outline(run(room, edit('bob', 'elsewhere')))).toBe('message_not_found')
  after(room, remove('bob', 'hi'))
  expect(outline(run(room, edit('bob', 'hi')))).toBe('message_deleted')
})

test('[MS4] author and moderators delete, once', () => {
  const room = chat()
  expect(outline(run(room, remove('cleo', 'hi')))).toBe('not_author')
  expect(run(room, remove('ann', 'hi'), at(2))).toEqual([
    { type: 'message.deleted', payload: { id: 'hi', by: 'ann', at: at(2) } },
  ])
  expect(run(room, remove('bob', 'hi'))).toEqual([])
  expect(outline(run(room, remove('bob', 'elsewhere')))).toBe('message_not_found')
})

test('[MS4] a role in user data deletes nothing (DA3)', () => {
  const room = after(chat(), request('data.update', 'cleo', { patch: { role: 'moderator' } }))
  expect(entry(room, 'cleo').data).toEqual({ role: 'moderator' })
  expect(outline(run(room, remove('cleo', 'hi')))).toBe('not_author')
})

test('[TY2] a message ends its author’s mark, nobody else’s', () => {
  const room = given(join('ann'), join('bob'), typing('ann', true), typing('bob', true))
  expect(run(room, send('ann', 'hi'))).toMatchObject([
    { type: 'message.created' },
    { type: 'typing.changed', payload: { participant: 'ann', typing: false } },
  ])
  expect([...room.live.typing.keys()]).toEqual(['bob'])
})
