export type MediaSource = 'microphone' | 'camera' | 'screen'

/** denied: the person or the system refused. missing: no such device. busy: another program holds it. insecure: the page
 *  has no TLS. unsupported: this browser cannot. lost: it was unplugged or taken away while in use. */
export type MediaFailureReason = 'denied' | 'missing' | 'busy' | 'insecure' | 'unsupported' | 'lost'

/** What went wrong with a device, for a text of the app's own. */
export interface MediaFault {
  readonly source: MediaSource
  readonly reason: MediaFailureReason
  /** Label of the device that was taken instead; null when the source is off now. */
  readonly fallback: string | null
}

/** What opening a device rejects with. */
export class MediaFailure extends Error {
  readonly source: MediaSource
  readonly reason: MediaFailureReason

  constructor(source: MediaSource, reason: MediaFailureReason, cause?: unknown) {
    super(`${source}: ${reason}`, { cause })
    this.name = 'MediaFailure'
    this.source = source
    this.reason = reason
  }
}

/** DOMException names of getUserMedia and getDisplayMedia (W3C Media Capture and Streams, "Screen Capture"), with the
 *  older ones that Safari and Firefox still use. */
const REASONS: Readonly<Record<string, MediaFailureReason>> = {
  NotAllowedError: 'denied',
  PermissionDeniedError: 'denied',
  NotFoundError: 'missing',
  DevicesNotFoundError: 'missing',
  OverconstrainedError: 'missing',
  ConstraintNotSatisfiedError: 'missing',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
  SecurityError: 'insecure',
  NotSupportedError: 'unsupported',
  TypeError: 'unsupported',
}

const nameOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : ''

/** @returns the reason for what the browser threw; names nobody knows count as busy, since trying again may help */
export const toFailureReason = (error: unknown): MediaFailureReason => {
  if (error instanceof MediaFailure) return error.reason
  const name = nameOf(error)
  return Object.hasOwn(REASONS, name) ? (REASONS[name] ?? 'busy') : 'busy'
}

export const toMediaFailure = (source: MediaSource, error: unknown): MediaFailure =>
  error instanceof MediaFailure ? error : new MediaFailure(source, toFailureReason(error), error)
