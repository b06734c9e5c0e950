import type { MediaState } from '@roomful/client'
import type { ReactNode } from 'react'
import type { LayoutMode } from '../stage/view.ts'
import { useLanguage } from '../text/language.ts'
import { Control } from '../ui/control.tsx'
import { Users } from '../ui/icons.ts'
import {
  Hand,
  LayoutGrid,
  LayoutStage,
  MessageSquare,
  Mic,
  MicOff,
  Phone,
  ScreenShare,
  ScreenShareOff,
  Video,
  VideoOff,
} from '../ui/room-icons.ts'
import type { PanelTab } from './side-panel.tsx'

export interface ControlBarProps {
  readonly mode: LayoutMode
  readonly media: MediaState
  /** False while the call is not joined: then there is nothing to switch. */
  readonly inCall: boolean
  readonly isHandUp: boolean
  /** The open tab of the panel, null when it is closed. */
  readonly panel: PanelTab | null
  readonly unread: number
  readonly onLayout: () => void
  readonly onMicrophone: () => void
  readonly onCamera: () => void
  readonly onScreen: () => void
  readonly onHand: () => void
  readonly onPanel: (tab: PanelTab) => void
  readonly onLeave: () => void
  /** The menu behind the three dots. */
  readonly more: ReactNode
}

/** Phones have no screen to share with us. */
const canShare = () => 'getDisplayMedia' in (navigator.mediaDevices ?? {})

export function ControlBar(props: ControlBarProps) {
  const { text } = useLanguage()
  const { mode, media, inCall, isHandUp, panel, unread, more } = props
  return (
    <nav
      aria-label={text.room.controls}
      className="flex h-19 flex-none items-center justify-between gap-3 px-5 pb-3 max-md:justify-center max-md:px-3.5 max-md:pb-[max(12px,env(safe-area-inset-bottom))]"
    >
      <div className="flex w-27 max-md:hidden">
        <Control
          label={mode === 'grid' ? text.room.speaker : text.room.grid}
          icon={mode === 'grid' ? LayoutStage : LayoutGrid}
          onClick={props.onLayout}
        />
      </div>
      <div className="flex items-center gap-2.5">
        <Control
          label={media.audio ? text.room.microphoneOff : text.room.microphoneOn}
          icon={media.audio ? Mic : MicOff}
          tone={media.audio ? 'plain' : 'off'}
          pressed={media.audio}
          shortcut="M"
          disabled={!inCall}
          onClick={props.onMicrophone}
        />
        <Control
          label={media.video ? text.room.cameraOff : text.room.cameraOn}
          icon={media.video ? Video : VideoOff}
          tone={media.video ? 'plain' : 'off'}
          pressed={media.video}
          shortcut="V"
          disabled={!inCall}
          onClick={props.onCamera}
        />
        {canShare() && (
          <Control
            label={media.screen ? text.room.shareStop : text.room.share}
            icon={media.screen ? ScreenShareOff : ScreenShare}
            tone={media.screen ? 'on' : 'plain'}
            pressed={media.screen}
            disabled={!inCall}
            onClick={props.onScreen}
            className="max-md:hidden"
          />
        )}
        <Control
          label={isHandUp ? text.room.lower : text.room.raise}
          icon={Hand}
          tone={isHandUp ? 'on' : 'plain'}
          pressed={isHandUp}
          shortcut="H"
          onClick={props.onHand}
          className="max-md:hidden"
        />
        <Control
          label={text.room.chat}
          detail={unread > 0 ? text.room.unread(unread) : undefined}
          icon={MessageSquare}
          tone={panel === 'chat' ? 'on' : 'plain'}
          pressed={panel === 'chat'}
          onClick={() => props.onPanel('chat')}
          className="md:hidden"
        >
          <Badge count={unread} />
        </Control>
        {more}
        <button
          type="button"
          onClick={props.onLeave}
          className="flex h-12 items-center gap-2 rounded-pill bg-danger px-5 font-[650] text-on-danger transition-[background,scale] duration-(--motion) hover:bg-[color-mix(in_srgb,var(--danger),var(--text)_14%)] active:scale-[0.97] max-md:px-4"
        >
          <Phone size={20} strokeWidth={1.9} aria-hidden className="rotate-[135deg]" />
          <span className="max-md:sr-only">{text.room.leave}</span>
        </button>
      </div>
      <div className="flex w-27 justify-end gap-2.5 max-md:hidden">
        <Control
          label={text.room.people}
          icon={Users}
          tone={panel === 'people' ? 'on' : 'plain'}
          pressed={panel === 'people'}
          shortcut="P"
          onClick={() => props.onPanel('people')}
        />
        <Control
          label={text.room.chat}
          detail={unread > 0 ? text.room.unread(unread) : undefined}
          icon={MessageSquare}
          tone={panel === 'chat' ? 'on' : 'plain'}
          pressed={panel === 'chat'}
          shortcut="C"
          onClick={() => props.onPanel('chat')}
        >
          <Badge count={unread} />
        </Control>
      </div>
    </nav>
  )
}

/** Told by the tab's own words to assistive technology. */
function Badge({ count }: { count: number }) {
  const { format } = useLanguage()
  if (count === 0) return null
  return (
    <span aria-hidden className="badge">
      {count > 99 ? `${format.count(99)}+` : format.count(count)}
    </span>
  )
}
