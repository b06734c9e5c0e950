import type { CallState, ParticipantView, RemotePeer } from '@roomful/client'
import { describe, expect, test } from 'vitest'
import { type TileView, toHandQueue, toShown, toTiles } from './tiles.ts'
import { INITIAL_CHOICE, switchMode, switchPin, toMain, toMode } from './view.ts'

const person = (id: string, more: Partial<ParticipantView> = {}): ParticipantView => ({
  id,
  name: id.toUpperCase(),
  role: 'member',
  active: true,
  joined_at: 0,
  last_seen: 0,
  left_cause: null,
  hand_at: null,
  data: {},
  state: 'active',
  isSelf: id === 'me',
  ...more,
})
const peer = (id: string, joined_at: number, more: Partial<RemotePeer> = {}): RemotePeer => ({
  leg: {
    connection: `c-${id}`,
    participant: id,
    negotiation: 'perfect',
    media: { audio: true, video: false, screen: false },
    joined_at,
  },
  state: 'connected',
  stream: null,
  screen: null,
  quality: 3,
  level: 0,
  ...more,
})
const screen = { id: 'screen-stream' } as MediaStream
const call = (peers: RemotePeer[], more: Partial<CallState> = {}): CallState => ({
  status: 'joined',
  fault: null,
  mediaFault: null,
  media: { audio: true, video: false, screen: false },
  peers,
  activeSpeaker: null,
  sharing: [],
  localStream: null,
  localScreen: null,
  localLevel: 0,
  ...more,
})
const SELF = { connection: 'c-me', participant: 'me' }
const tilesOf = (state: CallState, people = ['me', 'ann', 'bob', 'cem'].map((id) => person(id))) =>
  toTiles({ call: state, participants: people, self: SELF })
const ids = (tiles: readonly TileView[]) => tiles.map(({ id }) => id)

describe('tiles', () => {
  test('others as they came, ourselves last', () => {
    expect(ids(tilesOf(call([peer('bob', 2), peer('ann', 1)])))).toEqual(['c-ann', 'c-bob', 'c-me'])
  })
  test('a shared screen is a tile of its own, before the people', () => {
    const tiles = tilesOf(call([peer('ann', 1, { screen })], { sharing: ['c-ann'] }))
    expect(ids(tiles)).toEqual(['screen:c-ann', 'c-ann', 'c-me'])
    expect(tiles[0]).toMatchObject({ kind: 'screen', hasPicture: true, name: 'ANN' })
  })
  test('a share that has not arrived yet has no tile', () => {
    expect(ids(tilesOf(call([peer('ann', 1)], { sharing: ['c-ann', 'c-gone'] })))).toEqual(['c-ann', 'c-me'])
  })
  test('who is muted makes no halo, who speaks has the ring', () => {
    const muted = peer('ann', 1, { level: 0.9 })
    const tiles = tilesOf(
      call([{ ...muted, leg: { ...muted.leg, media: { audio: false, video: false, screen: false } } }], {
        activeSpeaker: 'c-me',
      }),
    )
    expect(tiles[0]).toMatchObject({ isMuted: true, level: 0 })
    expect(tiles[1]).toMatchObject({ isSelf: true, isSpeaking: true, quality: null })
  })
  test('hands queue in the order in which they went up, of those who are there', () => {
    const people = [
      person('ann', { hand_at: 30 }),
      person('bob', { hand_at: 10 }),
      person('cem', { hand_at: 5, active: false }),
    ]
    expect([...toHandQueue(people)]).toEqual([
      ['bob', 1],
      ['ann', 2],
    ])
  })
  test('with too many the speaker and we ourselves stay in view', () => {
    const many = Array.from({ length: 20 }, (_, at) => peer(`p${at}`, at))
    const { shown, hidden } = toShown(tilesOf(call(many, { activeSpeaker: 'c-p19' })), 15)
    expect(shown).toHaveLength(15)
    expect(hidden).toBe(6)
    expect(ids(shown)).toEqual(expect.arrayContaining(['c-p0', 'c-p19', 'c-me']))
  })
})

describe('who takes the stage', () => {
  const quiet = tilesOf(call([peer('ann', 1), peer('bob', 2)]))
  const shared = tilesOf(call([peer('ann', 1, { screen }), peer('bob', 2)], { sharing: ['c-ann'] }))

  test('a share takes the stage and gives it back', () => {
    expect(toMode(INITIAL_CHOICE, quiet)).toBe('grid')
    expect(toMode(INITIAL_CHOICE, shared)).toBe('stage')
    expect(toMain(shared, INITIAL_CHOICE, 'c-bob')?.id).toBe('screen:c-ann')
  })
  test('sent back to the grid it stays there, until another share', () => {
    const choice = switchMode(INITIAL_CHOICE, shared)
    expect(toMode(choice, shared)).toBe('grid')
    expect(toMode(choice, quiet)).toBe('grid')
    const other = tilesOf(call([peer('bob', 2, { screen })], { sharing: ['c-bob'] }))
    expect(toMode(choice, other)).toBe('stage')
  })
  test('a pin is stronger than a share, and ends with its tile', () => {
    const choice = switchPin(INITIAL_CHOICE, 'c-bob')
    expect(toMain(shared, choice, null)?.id).toBe('c-bob')
    expect(toMode(choice, tilesOf(call([])))).toBe('grid')
    expect(switchPin(choice, 'c-bob').pinned).toBeNull()
  })
  test('without a share who spoke last, then anybody but us', () => {
    const choice = switchMode(INITIAL_CHOICE, quiet)
    expect(toMain(quiet, choice, 'c-bob')?.id).toBe('c-bob')
    expect(toMain(quiet, choice, 'c-me')?.id).toBe('c-ann')
    expect(toMain(tilesOf(call([])), choice, null)?.id).toBe('c-me')
  })
})
