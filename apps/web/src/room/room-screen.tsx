import { useCall, useChat, useConnection, useParticipants, useRoom } from '@roomful/react'
import { useEffect, useMemo, useState } from 'react'
import { ChatAnnouncer } from '../chat/chat-announcer.tsx'
import { roomLink } from '../home/address.ts'
import { createSound } from '../stage/sound.ts'
import { toTiles } from '../stage/tiles.ts'
import { switchMode, switchPin, toMode } from '../stage/view.ts'
import { useReadable } from '../store.ts'
import { useLanguage } from '../text/language.ts'
import { watchRoster } from '../toasts/roster-news.ts'
import { toasts } from '../toasts/toasts.ts'
import { usePageTitle } from '../ui/page-title.ts'
import { usePart } from '../ui/use-part.ts'
import { ReconnectBanner } from './banner.tsx'
import { CallControls } from './call-controls.tsx'
import { CallStage } from './call-stage.tsx'
import { useLiveSince } from './live-since.ts'
import { watchMediaFault } from './media-fault-news.ts'
import { RoomFrame } from './room-frame.tsx'
import { RoomPanel } from './room-panel.tsx'
import { TopBar } from './top-bar.tsx'
import { createRoomView } from './view.ts'

const loadDialogs = () => import('./room-dialogs.tsx')

/** The room as it is lived in: wires the hooks to the parts. */
export function RoomScreen({ onLeave }: { onLeave: () => void }) {
  const { text } = useLanguage()
  const { room, info, self } = useRoom({ onDiscontinuity: () => toasts.show(text.room.missed) })
  const { participants } = useParticipants()
  const call = useCall()
  const connection = useConnection()
  const [view] = useState(() => createRoomView(room))
  const [sound] = useState(createSound)
  const { unread, stage, dialog, isCopied } = useReadable(view)
  const title = info?.title ?? room.slug
  const tiles = useMemo(
    () => (self ? toTiles({ call: call, participants, self }) : []),
    [call, participants, self],
  )
  const dialogs = usePart(dialog ? loadDialogs : null, view.closeDialog)
  const copy = () => void view.copyLink(roomLink(room.slug))
  usePageTitle(unread > 0 ? `(${unread}) ${title}` : title)
  useEffect(() => view.watchUnread(), [view])
  useEffect(() => watchRoster(room, toasts), [room])
  useEffect(() => watchMediaFault(room.call, toasts), [room])

  return (
    <>
      <RoomFrame
        top={
          <TopBar
            title={title}
            liveSince={useLiveSince(participants)}
            isCopied={isCopied}
            onCopy={copy}
            onInvite={() => view.show('invite')}
          />
        }
        banner={<ReconnectBanner {...connection} onReconnect={connection.reconnect} />}
        stage={
          <CallStage
            tiles={tiles}
            choice={stage}
            sound={sound}
            isCopied={isCopied}
            onCopy={copy}
            onPin={(id) => view.setStage(switchPin(stage, id))}
          />
        }
        panel={<RoomPanel view={view} />}
        controls={
          <CallControls
            view={view}
            mode={toMode(stage, tiles)}
            onLayout={() => view.setStage(switchMode(stage, tiles))}
            onLeave={onLeave}
          />
        }
      />
      <Announcer />
      {dialog && dialogs && (
        <dialogs.RoomDialogs
          name={dialog}
          link={roomLink(room.slug)}
          isCopied={isCopied}
          onCopy={copy}
          onClose={view.closeDialog}
        />
      )}
    </>
  )
}

/** Outside of the panel, which is silent while it is closed. */
function Announcer() {
  const { messages } = useChat()
  return <ChatAnnouncer messages={messages} />
}
