import type { RemotePeer } from '../types.ts'
import { createSpeakerDetector } from './speaker.ts'

export interface OwnVoice {
  /** Own connection id; null while we have no leg. */
  readonly connection: string | null
  readonly muted: boolean
  readonly level: number
  readonly nowMs: number
}

/** Who has the floor, ourselves among them. */
export interface Floor {
  readonly speaker: string | null
  /** Our own level, also while muted. */
  readonly ownLevel: number
  /** @returns whether anything changed */
  update(peers: readonly RemotePeer[], own: OwnVoice): boolean
  clear(): void
}

export function createFloor(): Floor {
  let detector = createSpeakerDetector()
  let speaker: string | null = null
  let ownLevel = 0
  return {
    get speaker() {
      return speaker
    },
    get ownLevel() {
      return ownLevel
    },
    update(peers, own) {
      const levels = new Map(peers.map((peer) => [peer.leg.connection, peer.level]))
      if (own.connection !== null && !own.muted) levels.set(own.connection, own.level)
      const next = detector.update(levels, own.nowMs)
      const moved = next !== speaker || own.level !== ownLevel
      speaker = next
      ownLevel = own.level
      return moved
    },
    clear() {
      detector = createSpeakerDetector()
      speaker = null
      ownLevel = 0
    },
  }
}
