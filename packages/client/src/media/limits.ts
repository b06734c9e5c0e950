import type { Sender } from './environment.ts'

/** Upper bounds of one outgoing video. Browsers go below by themselves when the line is narrow. */
export interface VideoLimit {
  readonly maxBitrateBps: number
  readonly maxFramesPerS: number
  /** Null: as captured. */
  readonly maxHeightPx: number | null
}

/** In a mesh each camera is encoded and sent once per peer, so the sum is kept near 2 Mbit/s up, what a DSL line carries,
 *  and the pixels fall with the size of the tiles. */
export function cameraLimit(peers: number): VideoLimit {
  if (peers <= 1) return { maxBitrateBps: 1_800_000, maxFramesPerS: 30, maxHeightPx: 720 }
  if (peers === 2) return { maxBitrateBps: 1_000_000, maxFramesPerS: 30, maxHeightPx: 720 }
  if (peers === 3) return { maxBitrateBps: 650_000, maxFramesPerS: 30, maxHeightPx: 360 }
  if (peers <= 5) return { maxBitrateBps: 400_000, maxFramesPerS: 24, maxHeightPx: 360 }
  return { maxBitrateBps: 250_000, maxFramesPerS: 15, maxHeightPx: 180 }
}

/** Text must stay readable: frames and bits give way, pixels do not. */
export function screenLimit(peers: number): VideoLimit {
  if (peers <= 1) return { maxBitrateBps: 2_500_000, maxFramesPerS: 30, maxHeightPx: null }
  if (peers <= 3) return { maxBitrateBps: 1_200_000, maxFramesPerS: 15, maxHeightPx: null }
  return { maxBitrateBps: 700_000, maxFramesPerS: 8, maxHeightPx: null }
}

/** A voice in Opus, bits per second; sent before any picture. */
const VOICE_BPS = 40_000
/** Sound of a shared tab, stereo. */
const TAB_SOUND_BPS = 128_000

/** Applies one change to the first (only) encoding. Refusals are harmless: the limit is a wish, and a connection that
 *  closes meanwhile needs none. */
async function change(
  sender: Sender,
  wish: RTCRtpEncodingParameters,
  whole: Partial<RTCRtpSendParameters> = {},
): Promise<void> {
  const parameters = sender.getParameters()
  const [encoding] = parameters.encodings ?? []
  if (!encoding) return
  Object.assign(encoding, wish)
  await sender.setParameters({ ...parameters, ...whole }).catch(() => {})
}

export function limitVideo(sender: Sender, limit: VideoLimit): Promise<void> {
  const heightPx = sender.track?.getSettings().height ?? 0
  const scale = limit.maxHeightPx === null ? 1 : Math.max(1, heightPx / limit.maxHeightPx)
  return change(sender, {
    maxBitrate: limit.maxBitrateBps,
    maxFramerate: limit.maxFramesPerS,
    scaleResolutionDownBy: scale,
  })
}

export const preferVoice = (sender: Sender): Promise<void> =>
  change(sender, { maxBitrate: VOICE_BPS, priority: 'high', networkPriority: 'high' })
export const limitTabSound = (sender: Sender): Promise<void> => change(sender, { maxBitrate: TAB_SOUND_BPS })

/** Chromium begins with 300 kbit/s, shrinks the picture to fit, and takes 20 s to grow it again though the line was
 *  measured after one. A change of the preference makes it forget the shrinking (tried with 156: 320 px wide for 10 s
 *  without, 1280 px at once with it). On a narrow line the picture shrinks again within a second. */
export async function forgetSlowStart(sender: Sender): Promise<void> {
  await change(sender, {}, { degradationPreference: 'maintain-resolution' })
  await change(sender, {}, { degradationPreference: 'balanced' })
}
