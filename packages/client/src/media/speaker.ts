/** Level of silence and of a loud voice, dB below full scale; between them the ring grows evenly. Ordinary speech into a
 *  headset lies around −30, room noise after suppression below −55. */
const SILENCE_DB = -55
const LOUD_DB = -10
/** Steps of a shown level: finer ones would render without being seen. */
const STEPS = 20

/** @param amplitude linear, 0..1, as audioLevel of webrtc-stats
 *  @returns 0..1 as the ear hears it, in steps of 0.05 */
export function toLevel(amplitude: number): number {
  if (!(amplitude > 0)) return 0
  const decibel = 20 * Math.log10(Math.min(1, amplitude))
  const level = (decibel - SILENCE_DB) / (LOUD_DB - SILENCE_DB)
  return Math.round(Math.min(1, Math.max(0, level)) * STEPS) / STEPS
}

/** From this level on somebody speaks (−44 dB). */
export const SPEAKING_LEVEL = 0.25
/** A pause of that length is still the same speech. Milliseconds. */
export const PAUSE_MS = 1_500
/** So long must somebody else speak into a pause before the stage is theirs. Milliseconds. */
export const TAKEOVER_MS = 400
/** So long must somebody speak against a speaker, and louder. Milliseconds. */
export const INTERRUPT_MS = 1_000
/** A gap between two words, which ends nobody's speech. Milliseconds. */
const WORD_GAP_MS = 350

interface Voice {
  since: number
  heard: number
  level: number
}

export interface SpeakerDetector {
  /** @param levels of everybody who may speak, own connection included, by connection id
   *  @returns who holds the floor; null in silence */
  update(levels: ReadonlyMap<string, number>, at: number): string | null
}

/** Who speaks, without jumping: the first voice in silence at once (the ring is due within 300 ms), the next one only when
 *  the speaker pauses or is spoken over for a while. */
export function createSpeakerDetector(): SpeakerDetector {
  const voices = new Map<string, Voice>()
  let speaker: string | null = null

  const hear = (levels: ReadonlyMap<string, number>, at: number) => {
    for (const [id, level] of levels) {
      if (level < SPEAKING_LEVEL) continue
      const voice = voices.get(id)
      if (voice) Object.assign(voice, { heard: at, level: voice.level * 0.8 + level * 0.2 })
      else voices.set(id, { since: at, heard: at, level })
    }
    for (const [id, voice] of voices) {
      const patience = id === speaker ? PAUSE_MS : WORD_GAP_MS
      if (at - voice.heard > patience || !levels.has(id)) voices.delete(id)
    }
  }

  const loudest = (except: string | null): [string, Voice] | null => {
    let best: [string, Voice] | null = null
    for (const entry of voices) {
      if (entry[0] === except) continue
      if (!best || entry[1].level > best[1].level) best = entry
    }
    return best
  }

  return {
    update(levels, at) {
      hear(levels, at)
      const current = speaker === null ? undefined : voices.get(speaker)
      const rival = loudest(speaker)
      if (!current) speaker = rival?.[0] ?? null
      else if (rival) {
        const [id, voice] = rival
        const pausing = at - current.heard > WORD_GAP_MS
        const spokeMs = at - voice.since
        const wins = pausing ? spokeMs >= TAKEOVER_MS : spokeMs >= INTERRUPT_MS && voice.level > current.level
        if (wins) speaker = id
      }
      return speaker
    },
  }
}
