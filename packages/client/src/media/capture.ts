import type { Choices } from './choices.ts'
import type { MediaDevicesPort, MediaEnvironment } from './environment.ts'
import {
  MediaFailure,
  type MediaFailureReason,
  type MediaSource,
  toFailureReason,
  toMediaFailure,
} from './failure.ts'
import { permissionOf } from './permission.ts'

const VOICE: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
const PICTURE: MediaTrackConstraints = {
  width: { ideal: 1_280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
}
/** Sound of a tab is music as often as speech: nothing may be taken out of it. */
const TAB_SOUND: MediaTrackConstraints = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
}

/** @throws MediaFailure insecure or unsupported where the page has no devices at all */
export function devicesOf(environment: MediaEnvironment, source: MediaSource): MediaDevicesPort {
  const { mediaDevices } = environment
  if (mediaDevices) return mediaDevices
  throw new MediaFailure(source, environment.isSecureContext ? 'unsupported' : 'insecure')
}

export interface CaptureWish {
  readonly audio: boolean
  readonly video: boolean
}

/** These devices or a failure. */
export interface ExactDevices {
  readonly audioinput?: string
  readonly videoinput?: string
}

function constraintsOf(wish: CaptureWish, devices: ExactDevices): MediaStreamConstraints {
  const device = (kind: keyof ExactDevices): MediaTrackConstraints => {
    const deviceId = devices[kind]
    return deviceId === undefined ? {} : { deviceId: { exact: deviceId } }
  }
  return {
    audio: wish.audio && { ...VOICE, ...device('audioinput') },
    video: wish.video && { ...PICTURE, ...device('videoinput') },
  }
}

function rememberedOf(wish: CaptureWish, choices: Choices): ExactDevices {
  const audioinput = wish.audio ? choices.get('audioinput') : null
  const videoinput = wish.video ? choices.get('videoinput') : null
  return { ...(audioinput === null ? {} : { audioinput }), ...(videoinput === null ? {} : { videoinput }) }
}

/** The remembered devices, or any others when they are not plugged in today. Asked for exactly at first: for Chromium an ideal
 *  device id is no reason to open another microphone than its default. */
async function openDevices(
  devices: MediaDevicesPort,
  wish: CaptureWish,
  choices: Choices,
  exact: ExactDevices = {},
): Promise<MediaStream> {
  const remembered = rememberedOf(wish, choices)
  try {
    return await devices.getUserMedia(constraintsOf(wish, { ...remembered, ...exact }))
  } catch (error) {
    const absent = toFailureReason(error) === 'missing'
    if (!absent || Object.keys(remembered).every((kind) => kind in exact)) throw error
    return devices.getUserMedia(constraintsOf(wish, exact))
  }
}

/** One track of microphone or camera.
 *  @throws MediaFailure */
export async function captureOne(
  environment: MediaEnvironment,
  choices: Choices,
  source: 'microphone' | 'camera',
  exactDeviceId?: string,
): Promise<MediaStreamTrack> {
  const devices = devicesOf(environment, source)
  const audio = source === 'microphone'
  const kind = audio ? 'audioinput' : 'videoinput'
  const exact = exactDeviceId === undefined ? {} : { [kind]: exactDeviceId }
  try {
    const stream = await openDevices(devices, { audio, video: !audio }, choices, exact)
    const [track] = stream.getTracks()
    if (!track) throw new MediaFailure(source, 'missing')
    return track
  } catch (error) {
    throw toMediaFailure(source, error)
  }
}

export interface Captured {
  /** What could be opened. */
  readonly tracks: readonly MediaStreamTrack[]
  /** What could not, and why. */
  readonly failures: readonly MediaFailure[]
}

type Source = 'microphone' | 'camera'

/** Whether asking for one alone may succeed after the pair was refused. */
async function worthAsking(
  environment: MediaEnvironment,
  source: Source,
  reason: MediaFailureReason,
): Promise<boolean> {
  if (reason === 'insecure' || reason === 'unsupported') return false
  if (reason !== 'denied') return true
  // Who has just said no, or closed the question, is not asked twice more; but the system may have refused one of the
  // two alone, or a permission given earlier may still hold for the other.
  const permission = await permissionOf(environment, source)
  return permission === 'granted' || permission === 'unknown'
}

/** Asks for both at once, so that there is one question to the person; when the browser refuses the pair, each by itself,
 *  so that a missing camera costs nobody the microphone. Never rejects. */
export async function captureWhatWorks(
  environment: MediaEnvironment,
  choices: Choices,
  wish: CaptureWish,
): Promise<Captured> {
  const sources: Source[] = [
    ...(wish.audio ? (['microphone'] as const) : []),
    ...(wish.video ? (['camera'] as const) : []),
  ]
  const tracks: MediaStreamTrack[] = []
  const failures: MediaFailure[] = []
  let refused: MediaFailureReason | null = null
  if (sources.length === 2) {
    try {
      const devices = devicesOf(environment, 'camera')
      const stream = await openDevices(devices, wish, choices)
      return { tracks: stream.getTracks(), failures }
    } catch (error) {
      refused = toFailureReason(error)
    }
  }
  for (const source of sources) {
    try {
      if (refused && !(await worthAsking(environment, source, refused))) {
        throw new MediaFailure(source, refused)
      }
      tracks.push(await captureOne(environment, choices, source))
    } catch (error) {
      failures.push(toMediaFailure(source, error))
    }
  }
  return { tracks, failures }
}

/** Opens the browser's picker. denied also means that the person closed it.
 *  @throws MediaFailure */
export async function captureScreen(environment: MediaEnvironment): Promise<MediaStream> {
  const devices = devicesOf(environment, 'screen')
  // Phones have mediaDevices without it.
  if (typeof devices.getDisplayMedia !== 'function') throw new MediaFailure('screen', 'unsupported')
  try {
    return await devices.getDisplayMedia({ video: { frameRate: { ideal: 30, max: 30 } }, audio: TAB_SOUND })
  } catch (error) {
    throw toMediaFailure('screen', error)
  }
}
