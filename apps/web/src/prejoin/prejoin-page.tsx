import type { DeviceKind, DevicesClient, DevicesState } from '@roomful/client'
import { useEffect } from 'react'
import type { JoinWish } from '../room/visit.ts'
import { useReadable } from '../store.ts'
import { useLanguage } from '../text/language.ts'
import { usePageTitle } from '../ui/page-title.ts'
import { ConnectionLine } from './connection-line.tsx'
import { DevicePickers } from './device-pickers.tsx'
import { HelpPanel } from './help-panel.tsx'
import { JoinForm } from './join-form.tsx'
import { LevelMeter } from './level-meter.tsx'
import { toTrouble } from './media-fault.ts'
import type { MediaPreview, PreviewState } from './media-preview.ts'
import { PrejoinScreen } from './prejoin-screen.tsx'
import { PreviewTile } from './preview-tile.tsx'
import { useRoomSummary } from './room-summary.ts'
import { usePreviewKeys } from './use-preview-keys.ts'

interface PrejoinPageProps {
  readonly slug: string
  readonly preview: MediaPreview
  readonly devices: DevicesClient
  readonly name: string
  readonly onName: (name: string) => void
  readonly isJoining: boolean
  readonly onJoin: (wish: JoinWish) => void
}

/** The browser's own question stands open. */
const isAsked = ({ status }: PreviewState, { permission }: DevicesState) =>
  status === 'asking' && Object.values(permission).includes('prompt')

function AskedNote() {
  const { text } = useLanguage()
  return (
    <p
      role="status"
      className="plate appears absolute top-1/2 left-1/2 w-max max-w-[80%] -translate-1/2 rounded-m px-4 py-2.5 text-center text-sm font-[550]"
    >
      {text.prejoin.asking}
    </p>
  )
}

export function PrejoinPage({ slug, preview, devices, name, onName, isJoining, onJoin }: PrejoinPageProps) {
  const state = useReadable(preview)
  const known = useReadable(devices)
  const room = useRoomSummary(slug)
  const title = room?.title ?? slug
  const trouble = toTrouble(state.microphone, state.camera)
  usePageTitle(title)
  usePreviewKeys(preview)
  useEffect(() => {
    void preview.open()
  }, [preview])
  function choose(kind: DeviceKind, id: string): void {
    if (kind === 'audiooutput') devices.choose(kind, id)
    else void preview.choose(kind === 'audioinput' ? 'microphone' : 'camera', id)
  }
  return (
    <PrejoinScreen
      preview={
        <div className="flex min-w-0 flex-col gap-3.5">
          <PreviewTile state={state} name={name} onSet={(role, on) => void preview.set(role, on)}>
            {isAsked(state, known) && <AskedNote />}
          </PreviewTile>
          <div className="flex min-h-6 flex-wrap items-center justify-between gap-3">
            <LevelMeter track={state.microphone.on ? (state.stream?.getAudioTracks()[0] ?? null) : null} />
            <ConnectionLine />
          </div>
          {trouble && <HelpPanel trouble={trouble} onRetry={() => void preview.open()} />}
        </div>
      }
      form={
        <JoinForm
          title={title}
          room={room}
          name={name}
          onName={onName}
          isJoining={isJoining}
          onJoin={(withMedia) => onJoin({ name: name.trim(), withMedia })}
        >
          <DevicePickers
            devices={known}
            inUse={{ audioinput: state.microphone.deviceId, videoinput: state.camera.deviceId }}
            onChoose={choose}
          />
        </JoinForm>
      }
    />
  )
}
