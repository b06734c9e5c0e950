import type { Quality } from '../types.ts'

/** What one report says of a connection, counted from its beginning. */
export interface QualitySample {
  /** RTP packets that arrived and that did not. */
  readonly received: number
  readonly lost: number
  /** Video frames decoded. */
  readonly frames: number
  /** Of the pair of addresses in use; null before it was measured. */
  readonly rttMs: number | null
}

/** Beyond them a connection is fair, then poor. Round trips: twice the one-way delays of ITU-T G.114 (150 ms go unnoticed,
 *  400 ms are the end of the acceptable). Loss: Opus hides 2 %, its in-band FEC about 8 %. */
export const FAIR = { lossRatio: 0.02, rttMs: 300 } as const
export const POOR = { lossRatio: 0.08, rttMs: 800 } as const
/** Better reports in a row before the bars rise: bars that flicker tell nothing. */
const RISE_AFTER = 2

const numberOf = (stat: object, key: string): number | null => {
  const value: unknown = Reflect.get(stat, key)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Sums up the receiving side of a report of W3C webrtc-stats. */
export function readSample(report: RTCStatsReport): QualitySample {
  let received = 0
  let lost = 0
  let frames = 0
  let rttMs: number | null = null
  report.forEach((stat: unknown) => {
    if (typeof stat !== 'object' || stat === null) return
    const type: unknown = Reflect.get(stat, 'type')
    if (type === 'inbound-rtp') {
      received += numberOf(stat, 'packetsReceived') ?? 0
      // Duplicates make it negative (RFC 3550, A.3).
      lost += Math.max(0, numberOf(stat, 'packetsLost') ?? 0)
      frames += numberOf(stat, 'framesDecoded') ?? 0
    } else if (type === 'candidate-pair' && Reflect.get(stat, 'nominated') === true) {
      const seconds = numberOf(stat, 'currentRoundTripTime')
      if (seconds !== null) rttMs = seconds * 1_000
    }
  })
  return { received, lost, frames, rttMs }
}

export interface Expectation {
  readonly connected: boolean
  /** The other side says that its camera or screen is on. */
  readonly video: boolean
}

/** Judges what happened between two samples.
 *  @returns 1 when video was announced and no frame came, whatever the rest says */
export function toQuality(before: QualitySample, now: QualitySample, expect: Expectation): Quality {
  if (!expect.connected) return 0
  const received = Math.max(0, now.received - before.received)
  const lost = Math.max(0, now.lost - before.lost)
  const lossRatio = received + lost === 0 ? 0 : lost / (received + lost)
  const rttMs = now.rttMs ?? 0
  if (expect.video && now.frames <= before.frames) return 1
  if (lossRatio > POOR.lossRatio || rttMs > POOR.rttMs) return 1
  if (lossRatio > FAIR.lossRatio || rttMs > FAIR.rttMs) return 2
  return 3
}

export interface QualityMeter {
  /** Takes the next report: falls at once, rises after two better ones. */
  update(sample: QualitySample, expect: Expectation): Quality
}

export function createQualityMeter(): QualityMeter {
  let before: QualitySample | null = null
  let quality: Quality = 0
  let better = 0
  return {
    update(sample, expect) {
      // Nothing to compare with yet: what is connected counts as good until shown otherwise.
      const next = before ? toQuality(before, sample, expect) : expect.connected ? 3 : 0
      before = sample
      better = next > quality ? better + 1 : 0
      if (next < quality || quality === 0 || better >= RISE_AFTER) {
        quality = next
        better = 0
      }
      return quality
    },
  }
}
