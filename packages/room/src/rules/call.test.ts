import { LIMITS } from '@roomful/protocol'
import { expect, test } from 'vitest'
import {
  after,
  answer,
  at,
  call,
  given,
  join,
  leave,
  lost,
  MUTED,
  newRoom,
  outline,
  request,
  run,
  send,
} from '../given.fixture.ts'

const SPEAKING = { ...MUTED, audio: true }
const setMedia = (by: string, media: typeof MUTED) => request('media.set', by, media)
const hangUp = (by: string) => request('call.leave', by, {})
const legOf = (by: string, media = MUTED) => ({
  connection: `${by}/1`,
  participant: by,
  negotiation: 'perfect',
  media,
  joined_at: at(0),
})

test('[CA1] the answer has the own leg and those that were there', () => {
  const room = given(join('ann'), join('bob'), call('ann'))
  expect(answer(room, call('bob', { media: SPEAKING }))).toEqual({
    mode: 'mesh',
    leg: legOf('bob', SPEAKING),
    legs: [legOf('ann')],
    ice_servers: [],
    ice_ttl_s: 1,
  })
  expect([...room.live.legs.keys()]).toEqual(['ann/1', 'bob/1'])
})

test('[CA1] two connections of one person are two legs', () => {
  const tab2 = { connection: 'ann/2' }
  const room = given(join('ann'), join('ann', tab2), call('ann'), call('ann', tab2))
  expect(room.live.legs.size).toBe(2)
})

test('[CA2] joining again updates the media in place', () => {
  const room = given(join('ann'), join('bob'), call('ann'), call('bob'))
  expect(run(room, call('ann', { media: SPEAKING }), at(3))).toEqual([
    { type: 'media.changed', payload: { connection: 'ann/1', participant: 'ann', media: SPEAKING } },
  ])
  expect([...room.live.legs.values()]).toEqual([legOf('ann', SPEAKING), legOf('bob')])
  expect(run(room, call('ann', { media: SPEAKING }))).toEqual([])
})

test('[CA3] eight legs fill the call, chat goes on', () => {
  const room = newRoom()
  for (let index = 0; index <= LIMITS.MESH_PUBLISHERS; index += 1) after(room, join(`p${index}`))
  for (let index = 0; index < LIMITS.MESH_PUBLISHERS; index += 1) after(room, call(`p${index}`))
  expect(outline(run(room, call('p8')))).toBe('call_full')
  expect(outline(run(room, call('p0')))).toEqual([])
  expect(outline(run(room, send('p8', 'hi')))).toEqual(['message.created'])
})

test('[CA4] each way out ends the leg once, with its cause', () => {
  const inCall = () => given(join('ann'), call('ann'))
  const left = (cause: 'left' | 'lost') => ({
    type: 'call.left',
    payload: { connection: 'ann/1', participant: 'ann', cause },
  })
  expect(run(inCall(), hangUp('ann'))).toEqual([left('left')])
  expect(run(inCall(), leave('ann'))).toContainEqual(left('left'))
  expect(run(inCall(), lost('ann/1'))).toContainEqual(left('lost'))
  expect(run(after(inCall(), hangUp('ann')), hangUp('ann'))).toEqual([])
})

test('[CA5] media belongs to the leg and only changes are told', () => {
  const room = given(join('ann'))
  expect(outline(run(room, setMedia('ann', SPEAKING)))).toBe('not_in_call')
  after(room, call('ann'))
  expect(outline(run(room, setMedia('ann', SPEAKING)))).toEqual(['media.changed'])
  expect(run(room, setMedia('ann', SPEAKING))).toEqual([])
  expect(room.live.legs.get('ann/1')).toEqual(legOf('ann', SPEAKING))
})
