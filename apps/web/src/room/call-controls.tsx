import { useCall, useParticipants } from '@roomful/react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { type ShortcutAction, watchShortcuts } from '../shortcuts/shortcuts.ts'
import type { LayoutMode } from '../stage/view.ts'
import { useReadable } from '../store.ts'
import { useLanguage } from '../text/language.ts'
import { Users } from '../ui/icons.ts'
import { Eye, EyeOff, Hand, Keyboard, LayoutGrid, LayoutStage, Settings } from '../ui/room-icons.ts'
import { ControlBar } from './control-bar.tsx'
import { attempt } from './media-trouble.ts'
import { MoreButton } from './more-button.tsx'
import type { MenuEntry } from './more-menu.tsx'
import type { RoomView } from './view.ts'

interface CallControlsProps {
  readonly view: RoomView
  readonly mode: LayoutMode
  readonly onLayout: () => void
  readonly onLeave: () => void
}

/** The bar, its menu and the keyboard: three ways to the same actions. */
export function CallControls({ view, mode, onLayout, onLeave }: CallControlsProps) {
  const { media, status, setMicrophone, setCamera, startScreen, stopScreen } = useCall()
  const { participants, raiseHand } = useParticipants()
  const { tab, isPanelOpen, unread } = useReadable(view)
  const inCall = status === 'joined' || status === 'reconnecting'
  const isHandUp = participants.some(({ isSelf, hand_at }) => isSelf && hand_at !== null)

  const switchMicrophone = (on: boolean) => inCall && attempt(setMicrophone(on))
  const switchCamera = () => inCall && attempt(setCamera(!media.video))
  const switchHand = () => attempt(raiseHand(!isHandUp))
  useShortcuts(media.audio, switchMicrophone, {
    microphone: () => switchMicrophone(!media.audio),
    camera: switchCamera,
    hand: switchHand,
    chat: () => view.toggleTab('chat'),
    people: () => view.toggleTab('people'),
    help: () => view.show('shortcuts'),
  })
  return (
    <ControlBar
      mode={mode}
      media={media}
      inCall={inCall}
      isHandUp={isHandUp}
      panel={isPanelOpen ? tab : null}
      unread={unread}
      onLayout={onLayout}
      onMicrophone={() => switchMicrophone(!media.audio)}
      onCamera={switchCamera}
      onScreen={() => attempt(media.screen ? stopScreen() : startScreen())}
      onHand={switchHand}
      onPanel={view.toggleTab}
      onLeave={onLeave}
      more={<MoreButton entries={useEntries({ view, mode, isHandUp, onLayout, onHand: switchHand })} />}
    />
  )
}

interface EntrySource {
  readonly view: RoomView
  readonly mode: LayoutMode
  readonly isHandUp: boolean
  readonly onLayout: () => void
  readonly onHand: () => void
}

function useEntries({ view, mode, isHandUp, onLayout, onHand }: EntrySource): readonly MenuEntry[] {
  const { text } = useLanguage()
  const { stage } = useReadable(view)
  const { hidesSelf } = stage
  return [
    { label: isHandUp ? text.room.lower : text.room.raise, icon: Hand, onPhones: true, onSelect: onHand },
    { label: text.room.people, icon: Users, onPhones: true, onSelect: () => view.showTab('people') },
    {
      label: mode === 'grid' ? text.room.speaker : text.room.grid,
      icon: mode === 'grid' ? LayoutStage : LayoutGrid,
      onPhones: true,
      onSelect: onLayout,
    },
    { label: text.room.devices, icon: Settings, onSelect: () => view.show('devices') },
    {
      label: hidesSelf ? text.room.showSelf : text.room.hideSelf,
      icon: hidesSelf ? Eye : EyeOff,
      onSelect: () => view.setStage({ ...stage, hidesSelf: !hidesSelf }),
    },
    { label: text.room.shortcuts, icon: Keyboard, onSelect: () => view.show('shortcuts') },
  ]
}

/** Space opens the microphone as long as it is held, if it was not open before. */
function useShortcuts(
  isOpen: boolean,
  setMicrophone: (on: boolean) => void,
  actions: Record<ShortcutAction, () => void>,
): void {
  const opened = useRef(false)
  const onAction = useEffectEvent((action: ShortcutAction) => actions[action]())
  const onTalk = useEffectEvent((talking: boolean) => {
    if (talking) opened.current = !isOpen
    if (opened.current) setMicrophone(talking)
    if (!talking) opened.current = false
  })
  useEffect(
    () => watchShortcuts(window, { onAction: (action) => onAction(action), onTalk: (on) => onTalk(on) }),
    [],
  )
}
