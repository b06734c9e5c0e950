import type { RemotePeer } from '@roomful/client'
import { memo } from 'react'
import type { Sound } from './sound.ts'

interface RemoteSoundProps {
  readonly peers: readonly RemotePeer[]
  readonly sound: Sound
  /** '' for the system's. */
  readonly speakerId: string
}

/** Everybody's voice and the sound of shared tabs, whether or not their tile is shown. */
export function RemoteSound({ peers, sound, speakerId }: RemoteSoundProps) {
  return peers.flatMap(({ leg, stream, screen }) =>
    [stream, screen].map(
      (each) =>
        each && (
          <Voice
            key={`${leg.connection}:${each.id}`}
            stream={each}
            sound={sound}
            speakerId={speakerId}
            connection={leg.connection}
          />
        ),
    ),
  )
}

interface VoiceProps extends Omit<RemoteSoundProps, 'peers'> {
  readonly stream: MediaStream
  readonly connection: string
}
const Voice = memo(function Voice({ stream, sound, speakerId, connection }: VoiceProps) {
  return (
    <audio
      data-voice={connection}
      autoPlay
      hidden
      ref={(element) => (element ? sound.attach(element, stream, speakerId) : undefined)}
    >
      <track kind="captions" />
    </audio>
  )
})
