import type { MediaState } from '@roomful/protocol'
import { type Choices, createChoices } from './choices.ts'
import type { MediaEnvironment } from './environment.ts'
import type { MediaFault, MediaSource } from './failure.ts'
import { createInput } from './input.ts'
import { createLevelMeter, type LevelMeter } from './meter.ts'
import { createScreenShare } from './screen-share.ts'
import type { Outgoing } from './slots.ts'

export interface LocalMediaOptions {
  readonly environment: MediaEnvironment
  readonly choices?: Choices
  /** Tracks, media state or fault have changed. */
  readonly changed: () => void
}

/** What this page sends. */
export interface LocalMedia {
  readonly state: MediaState
  readonly outgoing: Outgoing
  /** Microphone and camera, for the own tile; the same object as long as there is any of them. */
  readonly stream: MediaStream | null
  readonly screen: MediaStream | null
  /** Newest trouble that still matters. */
  readonly fault: MediaFault | null
  /** Of the microphone also while it is muted, 0..1. */
  level(): number
  /** Takes the tracks of a pre-join page. */
  adopt(stream: MediaStream, on: { readonly audio: boolean; readonly video: boolean }): void
  setMicrophone(on: boolean): Promise<void>
  setCamera(on: boolean): Promise<void>
  startScreen(stream?: MediaStream): Promise<void>
  stopScreen(): void
  setDevice(kind: 'audioinput' | 'videoinput', deviceId: string): Promise<void>
  /** Lets go of everything and stops it, except for tracks to keep, which belong to the page again. */
  close(keep?: readonly MediaStreamTrack[]): void
}

export function createLocalMedia(options: LocalMediaOptions): LocalMedia {
  const { environment, choices = createChoices(environment) } = options
  const faults = new Map<MediaSource, MediaFault>()
  let stream: MediaStream | null = null
  let meter: { readonly track: MediaStreamTrack; readonly meter: LevelMeter } | null = null

  const trouble = (source: MediaSource) => (fault: MediaFault | null) => {
    if (!fault && !faults.has(source)) return
    // The newest comes last.
    faults.delete(source)
    if (fault) faults.set(source, fault)
    options.changed()
  }
  const changed = () => {
    arrange()
    options.changed()
  }
  const input = (source: 'microphone' | 'camera') =>
    createInput({ environment, choices, source, changed, trouble: trouble(source) })
  const microphone = input('microphone')
  const camera = input('camera')
  const screen = createScreenShare({ environment, changed, trouble: trouble('screen') })

  /** Puts into the own stream what is open now. */
  const arrange = () => {
    const tracks = [microphone.track, camera.track].filter((track) => track !== null)
    if (tracks.length === 0) {
      stream = null
      return
    }
    const { MediaStream } = environment
    if (!MediaStream) return
    stream ??= new MediaStream()
    for (const old of stream.getTracks()) if (!tracks.includes(old)) stream.removeTrack(old)
    for (const track of tracks) if (!stream.getTracks().includes(track)) stream.addTrack(track)
  }

  return {
    get state() {
      return { audio: microphone.on, video: camera.on, screen: screen.stream !== null }
    },
    get outgoing() {
      return {
        microphone: microphone.track,
        camera: camera.track,
        screen: screen.video,
        screenSound: screen.sound,
      }
    },
    get stream() {
      return stream
    },
    get screen() {
      return screen.stream
    },
    get fault() {
      return [...faults.values()].at(-1) ?? null
    },
    level() {
      const { track } = microphone
      if (meter?.track !== track) {
        meter?.meter.close()
        meter = track && { track, meter: createLevelMeter(environment, track) }
      }
      return meter?.meter.read() ?? 0
    },
    adopt(given, on) {
      const [audio] = given.getAudioTracks()
      const [video] = given.getVideoTracks()
      if (audio?.readyState === 'live') microphone.adopt(audio, on.audio)
      if (video?.readyState === 'live') camera.adopt(video, on.video)
    },
    setMicrophone: (on) => microphone.set(on),
    setCamera: (on) => camera.set(on),
    startScreen: (given) => screen.start(given),
    stopScreen: () => screen.stop(),
    setDevice: (kind, deviceId) => (kind === 'audioinput' ? microphone : camera).choose(deviceId),
    close(keep) {
      faults.clear()
      microphone.close(keep)
      camera.close(keep)
      screen.stop()
      meter?.meter.close()
      meter = null
    },
  }
}
