import type { CallState, ParticipantView, Quality, RemotePeer } from '@roomful/client'

/** One rectangle of the stage: a person's camera or face, or a shared screen. */
export interface TileView {
  /** Connection id; `screen:` before it for a shared screen. */
  readonly id: string
  readonly kind: 'person' | 'screen'
  readonly connection: string
  readonly participant: string
  readonly name: string
  readonly isSelf: boolean
  readonly stream: MediaStream | null
  readonly hasPicture: boolean
  readonly isMuted: boolean
  readonly isSpeaking: boolean
  /** 0..1 */
  readonly level: number
  /** null for ourselves. */
  readonly quality: Quality | null
  readonly state: RemotePeer['state']
  /** Place in the queue of raised hands, from 1; null when it is down. */
  readonly hand: number | null
}

export interface TileSource {
  readonly call: Omit<CallState, 'status' | 'fault' | 'mediaFault'>
  readonly participants: readonly ParticipantView[]
  /** Our own connection and participant. */
  readonly self: { readonly connection: string; readonly participant: string }
}

/** Whose hand is up, first come first. */
export function toHandQueue(participants: readonly ParticipantView[]): ReadonlyMap<string, number> {
  const raised = participants
    .filter(({ active, hand_at }) => active && hand_at !== null)
    .toSorted((a, b) => (a.hand_at ?? 0) - (b.hand_at ?? 0))
  return new Map(raised.map(({ id }, at) => [id, at + 1]))
}

export const screenId = (connection: string) => `screen:${connection}`

/** Everybody in the call: shared screens first, newest first; then people as they came, ourselves last. */
export function toTiles({ call, participants, self }: TileSource): TileView[] {
  const hands = toHandQueue(participants)
  const names = new Map(participants.map(({ id, name }) => [id, name]))
  const person = (connection: string, participant: string) => ({
    id: connection,
    kind: 'person' as const,
    connection,
    participant,
    name: names.get(participant) ?? '',
    isSpeaking: call.activeSpeaker === connection,
    hand: hands.get(participant) ?? null,
  })
  const own: TileView = {
    ...person(self.connection, self.participant),
    isSelf: true,
    stream: call.localStream,
    hasPicture: call.media.video && call.localStream !== null,
    isMuted: !call.media.audio,
    level: call.media.audio ? call.localLevel : 0,
    quality: null,
    state: 'connected',
  }
  const people = call.peers.map(({ leg, stream, level, quality, state }): TileView => {
    const { connection, participant, media } = leg
    return {
      ...person(connection, participant),
      isSelf: false,
      stream,
      hasPicture: media.video && stream !== null && state !== 'failed',
      isMuted: !media.audio,
      level: media.audio ? level : 0,
      quality,
      state,
    }
  })
  const everyone = [...people.toSorted(byArrival(call)), own]
  const screens = call.sharing.flatMap((connection): TileView[] => {
    const owner = everyone.find((tile) => tile.connection === connection)
    const stream = owner?.isSelf
      ? call.localScreen
      : (call.peers.find(({ leg }) => leg.connection === connection)?.screen ?? null)
    if (!owner || !stream) return []
    return [
      {
        ...owner,
        id: screenId(connection),
        kind: 'screen',
        stream,
        hasPicture: true,
        isSpeaking: false,
        hand: null,
      },
    ]
  })
  return [...screens, ...everyone]
}

function byArrival({ peers }: Pick<CallState, 'peers'>): (a: TileView, b: TileView) => number {
  const joined = new Map(peers.map(({ leg }) => [leg.connection, leg.joined_at]))
  return (a, b) => (joined.get(a.connection) ?? 0) - (joined.get(b.connection) ?? 0)
}

/** At most `places` tiles; who speaks and we ourselves are always among them. */
export function toShown(tiles: readonly TileView[], places: number): { shown: TileView[]; hidden: number } {
  if (tiles.length <= places) return { shown: [...tiles], hidden: 0 }
  const must = new Set(
    tiles.filter(({ isSelf, isSpeaking, kind }) => isSelf || isSpeaking || kind === 'screen'),
  )
  let free = places - must.size
  const shown = tiles.filter((tile) => {
    if (must.has(tile)) return true
    free -= 1
    return free >= 0
  })
  return { shown: shown.slice(0, places), hidden: tiles.length - Math.min(shown.length, places) }
}
