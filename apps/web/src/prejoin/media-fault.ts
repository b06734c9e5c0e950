import type { MediaFailureReason } from '@roomful/client'
import type { InputState } from './media-preview.ts'

export type BrowserName = 'chrome' | 'edge' | 'firefox' | 'safari' | 'ios' | 'android' | 'other'

/** Whose settings to explain. The order matters: Edge and Opera call themselves Chrome, Chrome calls itself Safari. */
export function toBrowserName(userAgent: string): BrowserName {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios'
  if (/Firefox\//.test(userAgent)) return 'firefox'
  if (/Android/.test(userAgent)) return 'android'
  if (/Edg\//.test(userAgent)) return 'edge'
  if (/OPR\//.test(userAgent)) return 'other'
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chrome'
  return /Safari\//.test(userAgent) ? 'safari' : 'other'
}

export interface MediaTrouble {
  readonly fault: MediaFailureReason
  readonly subject: 'microphone' | 'camera' | 'both'
}

/** What to explain: both when they fail for one reason, else the microphone first, for it matters more. */
export function toTrouble(microphone: InputState, camera: InputState): MediaTrouble | null {
  const mic = microphone.on ? microphone.fault : null
  const cam = camera.on ? camera.fault : null
  if (mic && mic === cam) return { fault: mic, subject: 'both' }
  if (mic) return { fault: mic, subject: 'microphone' }
  return cam ? { fault: cam, subject: 'camera' } : null
}
