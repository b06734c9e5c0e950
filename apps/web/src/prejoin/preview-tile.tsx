import type { ReactNode } from 'react'
import { toHue, toInitials } from '../people/face.ts'
import { Video } from '../stage/video.tsx'
import { useLanguage } from '../text/language.ts'
import { Control } from '../ui/control.tsx'
import { Video as Camera, Mic, MicOff, VideoOff } from '../ui/room-icons.ts'
import type { InputState, PreviewState } from './media-preview.ts'
import { isOn } from './use-preview-keys.ts'

interface PreviewTileProps {
  readonly state: PreviewState
  readonly name: string
  readonly onSet: (role: 'microphone' | 'camera', on: boolean) => void
  /** Over the picture, at its top: what to do about a camera that does not come. */
  readonly children?: ReactNode
}

/** Yourself as the others will see you. */
export function PreviewTile({ state, name, onSet, children }: PreviewTileProps) {
  const { text } = useLanguage()
  const { microphone, camera, stream, resolution } = state
  const hasPicture = resolution !== null && stream !== null
  return (
    <section
      aria-label={text.prejoin.preview}
      data-hue={toHue(name)}
      className="wall relative grid aspect-video w-full place-items-center overflow-hidden rounded-[22px]"
    >
      {hasPicture ? (
        <Video stream={stream} mirrored className="object-cover" />
      ) : (
        <span
          aria-hidden
          className="face grid size-24 place-items-center rounded-full text-[34px] font-semibold max-sm:size-18 max-sm:text-[26px]"
        >
          {name.trim() ? toInitials(name) : '?'}
        </span>
      )}
      <span className="plate absolute bottom-2.5 left-2.5 flex h-7 max-w-2/5 items-center rounded-[9px] px-2.5 text-sm font-[550]">
        <span className="truncate">{name.trim() || text.you}</span>
      </span>
      <span className="plate absolute top-2.5 right-2.5 rounded-[9px] px-2.5 py-1 text-xs font-semibold">
        {resolution ? (
          <span className="text-[#bff5d5]">
            {resolution.width}×{resolution.height} · {resolution.fps} fps
          </span>
        ) : (
          text.prejoin.cameraOff
        )}
      </span>
      {children}
      <div className="absolute bottom-4 left-1/2 flex -translate-x-1/2 gap-2.5 max-sm:right-2.5 max-sm:bottom-2.5 max-sm:left-auto max-sm:translate-x-0">
        <PreviewControl
          state={microphone}
          icons={[Mic, MicOff]}
          labels={[text.room.microphoneOff, text.room.microphoneOn]}
          shortcut="M"
          onToggle={() => onSet('microphone', !isOn(microphone))}
        />
        <PreviewControl
          state={camera}
          icons={[Camera, VideoOff]}
          labels={[text.room.cameraOff, text.room.cameraOn]}
          shortcut="V"
          onToggle={() => onSet('camera', !isOn(camera))}
        />
      </div>
    </section>
  )
}

interface PreviewControlProps {
  readonly state: InputState
  readonly icons: readonly [typeof Mic, typeof Mic]
  readonly labels: readonly [on: string, off: string]
  readonly shortcut: string
  readonly onToggle: () => void
}

/** Brings its own ground, for it stands on a picture. */
function PreviewControl({ state, icons, labels, shortcut, onToggle }: PreviewControlProps) {
  const on = isOn(state)
  return (
    <Control
      label={labels[on ? 0 : 1]}
      icon={icons[on ? 0 : 1]}
      pressed={on}
      shortcut={shortcut}
      tone={on ? 'on' : 'off'}
      onClick={onToggle}
      className="on-picture"
    />
  )
}
