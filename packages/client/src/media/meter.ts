import type { MediaEnvironment } from './environment.ts'
import { toLevel } from './speaker.ts'

export interface LevelMeter {
  /** Level of this moment, 0..1 in steps of 0.05; 0 where there is no WebAudio. */
  read(): number
  close(): void
}

/** Measures a microphone whether or not it is muted: it listens to a clone, so that "you are muted" can be said to who
 *  speaks. Also for the bar of a pre-join page: `read` once per animation frame. */
export function createLevelMeter(
  environment: Pick<MediaEnvironment, 'listen' | 'MediaStream'>,
  track: MediaStreamTrack,
): LevelMeter {
  const { listen, MediaStream } = environment
  if (!listen || !MediaStream) return { read: () => 0, close() {} }
  const clone = track.clone()
  clone.enabled = true
  const ear = listen(new MediaStream([clone]))
  return {
    read: () => toLevel(ear.amplitude()),
    close() {
      ear.close()
      clone.stop()
    },
  }
}
