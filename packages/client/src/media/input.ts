import { captureOne } from './capture.ts'
import type { Choices } from './choices.ts'
import type { MediaEnvironment } from './environment.ts'
import { type MediaFault, toFailureReason, toMediaFailure } from './failure.ts'

export interface InputOptions {
  readonly environment: MediaEnvironment
  readonly choices: Choices
  readonly source: 'microphone' | 'camera'
  /** The track, or whether it is on, has changed. */
  readonly changed: () => void
  /** null: what was wrong is mended. */
  readonly trouble: (fault: MediaFault | null) => void
}

/** The microphone or the camera of this page. */
export interface Input {
  readonly track: MediaStreamTrack | null
  readonly on: boolean
  /** Takes over a track that somebody else opened; it is ours to stop from now on. */
  adopt(track: MediaStreamTrack, on: boolean): void
  /** @throws MediaFailure */
  set(on: boolean): Promise<void>
  /** Another device, in place. While it is off the choice is only remembered.
   *  @throws MediaFailure; the old device goes on then */
  choose(deviceId: string): Promise<void>
  /** Lets go of the track, and stops it unless it is one of those to keep. */
  close(keep?: readonly MediaStreamTrack[]): void
}

/** A muted microphone keeps its track, so that speaking again is instant; a camera that is off gives its track up, so that
 *  its light goes out. Rule CM9. */
export function createInput({ environment, choices, source, changed, trouble }: InputOptions): Input {
  const kind = source === 'microphone' ? 'audioinput' : 'videoinput'
  let track: MediaStreamTrack | null = null
  let on = false
  /** What was asked last; steps that were overtaken do nothing. */
  let wish = false
  let chain: Promise<unknown> = Promise.resolve()

  const onEnded = (event: Event) => {
    if (event.target === track) void run(replaceLost)
  }
  const use = (next: MediaStreamTrack | null, keep: readonly MediaStreamTrack[] = []) => {
    const old = track
    old?.removeEventListener('ended', onEnded)
    track = next
    if (next) {
      next.enabled = on
      next.addEventListener('ended', onEnded)
    }
    // First the connections let go of the old track, then it ends.
    changed()
    if (old && old !== next && !keep.includes(old)) old.stop()
  }
  const run = (step: () => Promise<void>): Promise<void> => {
    const done = chain.then(step)
    chain = done.catch(() => {})
    return done
  }
  const failed = (error: unknown) => {
    const failure = toMediaFailure(source, error)
    trouble({ source, reason: failure.reason, fallback: null })
    return failure
  }

  /** Unplugged, or taken away: another device goes on in its place. */
  const replaceLost = async () => {
    if (track?.readyState !== 'ended') return
    if (source === 'camera' && !on) return use(null)
    try {
      const next = await captureOne(environment, choices, source)
      use(next)
      trouble({ source, reason: 'lost', fallback: next.label })
    } catch (error) {
      on = false
      wish = false
      use(null)
      const reason = toFailureReason(error)
      trouble({ source, reason: reason === 'denied' ? 'denied' : 'lost', fallback: null })
    }
  }

  const turnOn = async () => {
    if (!wish || (on && track?.readyState === 'live')) return
    if (!track || track.readyState === 'ended') {
      let next: MediaStreamTrack
      try {
        next = await captureOne(environment, choices, source)
      } catch (error) {
        wish = false
        throw failed(error)
      }
      if (!wish) return next.stop()
      on = true
      use(next)
    } else {
      on = true
      track.enabled = true
      changed()
    }
    trouble(null)
  }

  const turnOff = () => {
    on = false
    if (source === 'camera') use(null)
    else if (track) {
      track.enabled = false
      changed()
    }
  }

  const open = async (deviceId: string): Promise<MediaStreamTrack> => {
    try {
      return await captureOne(environment, choices, source, deviceId)
    } catch (error) {
      if (toFailureReason(error) !== 'busy' || !track) throw error
      // Some systems open only one device of a kind at a time.
      track.stop()
      return await captureOne(environment, choices, source, deviceId)
    }
  }
  const change = async (deviceId: string) => {
    if (track && track.getSettings().deviceId !== deviceId) {
      try {
        use(await open(deviceId))
      } catch (error) {
        if (track?.readyState === 'ended') await replaceLost()
        throw failed(error)
      }
    }
    choices.set(kind, deviceId)
    trouble(null)
  }

  return {
    get track() {
      return track
    },
    get on() {
      return on
    },
    adopt(next, nextOn) {
      wish = nextOn
      on = nextOn
      if (source === 'camera' && !nextOn) {
        next.stop()
        return
      }
      use(next)
    },
    set(next) {
      wish = next
      if (next) return run(turnOn)
      // Nobody waits to be muted.
      turnOff()
      return Promise.resolve()
    },
    choose: (deviceId) => run(() => change(deviceId)),
    close(keep) {
      wish = false
      on = false
      use(null, keep)
    },
  }
}
