import { useCall, useDevices, usePresence, useRoom } from '@roomful/react'
import { useState } from 'react'
import { createMutedSpeech } from '../stage/muted-speech.ts'
import { RemoteSound } from '../stage/remote-sound.tsx'
import type { Sound } from '../stage/sound.ts'
import { Stage } from '../stage/stage.tsx'
import type { TileView } from '../stage/tiles.ts'
import type { StageChoice } from '../stage/view.ts'
import { useReadable } from '../store.ts'
import { ToastList } from '../toasts/toast-list.tsx'
import { AloneCard, CallFaultCard, HearCard, MutedCard, StageNotices } from './stage-notices.tsx'

interface CallStageProps {
  readonly tiles: readonly TileView[]
  readonly choice: StageChoice
  readonly sound: Sound
  readonly isCopied: boolean
  readonly onCopy: () => void
  readonly onPin: (id: string) => void
}

/** The tiles, everybody's voice, and what the stage has to say. */
export function CallStage({ tiles, choice, sound, isCopied, onCopy, onPin }: CallStageProps) {
  const { room } = useRoom()
  const { peers, status, error, join } = useCall()
  const { active } = usePresence()
  const { chosen } = useDevices()
  const [mutedSpeech] = useState(() => createMutedSpeech(room.call))
  const isBlocked = useReadable(sound.blocked)
  const isSpeakingMuted = useReadable(mutedSpeech)
  return (
    <Stage tiles={tiles} choice={choice} onPin={onPin}>
      <RemoteSound peers={peers} sound={sound} speakerId={chosen.audiooutput ?? ''} />
      <ToastList />
      <StageNotices>
        {isSpeakingMuted && <MutedCard />}
        {isBlocked && <HearCard onHear={sound.resume} />}
        {status === 'failed' && error && (
          <CallFaultCard
            fault={error}
            onJoin={() => void join({ audio: false, video: false }).catch(() => {})}
          />
        )}
        {active <= 1 && <AloneCard isCopied={isCopied} onCopy={onCopy} />}
      </StageNotices>
    </Stage>
  )
}
