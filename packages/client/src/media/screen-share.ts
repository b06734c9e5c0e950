import { captureScreen } from './capture.ts'
import type { MediaEnvironment } from './environment.ts'
import { MediaFailure, type MediaFault, toMediaFailure } from './failure.ts'

export interface ScreenShareOptions {
  readonly environment: MediaEnvironment
  readonly changed: () => void
  readonly trouble: (fault: MediaFault | null) => void
}

/** The screen of this page, with the sound of a shared tab. */
export interface ScreenShare {
  readonly stream: MediaStream | null
  readonly video: MediaStreamTrack | null
  readonly sound: MediaStreamTrack | null
  /** Replaces a share that runs.
   *  @throws MediaFailure, denied also when the person closed the picker */
  start(stream?: MediaStream): Promise<void>
  stop(): void
}

export function createScreenShare({ environment, changed, trouble }: ScreenShareOptions): ScreenShare {
  let stream: MediaStream | null = null
  /** Only the last start counts. */
  let starts = 0

  // The browser's own "stop sharing" bar, or the shared window was closed.
  const onEnded = () => use(null)
  const use = (next: MediaStream | null) => {
    const old = stream
    stream = next
    old?.getVideoTracks()[0]?.removeEventListener('ended', onEnded)
    const video = next?.getVideoTracks()[0]
    video?.addEventListener('ended', onEnded)
    // Sharp text before smooth motion, unless whoever gave the stream knows better.
    if (video && !video.contentHint) video.contentHint = 'detail'
    changed()
    if (old !== next) for (const track of old?.getTracks() ?? []) track.stop()
  }

  return {
    get stream() {
      return stream
    },
    get video() {
      return stream?.getVideoTracks()[0] ?? null
    },
    get sound() {
      return stream?.getAudioTracks()[0] ?? null
    },
    async start(given) {
      starts += 1
      const mine = starts
      let next: MediaStream
      try {
        next = given ?? (await captureScreen(environment))
        if (next.getVideoTracks()[0]?.readyState !== 'live') throw new MediaFailure('screen', 'missing')
      } catch (error) {
        const failure = toMediaFailure('screen', error)
        trouble({ source: 'screen', reason: failure.reason, fallback: null })
        throw failure
      }
      if (mine !== starts) {
        for (const track of next.getTracks()) track.stop()
        return
      }
      use(next)
      trouble(null)
    },
    stop() {
      starts += 1
      if (stream) use(null)
    },
  }
}
