import { useCall, useParticipants, usePresence, useRoom } from '@roomful/react'
import { useMemo } from 'react'
import { PeoplePanel } from '../roster/people-panel.tsx'
import { toHandQueue } from '../stage/tiles.ts'
import { useReadable } from '../store.ts'
import { attempt } from './media-trouble.ts'
import { RoomChat } from './room-chat.tsx'
import { SidePanel } from './side-panel.tsx'
import type { RoomView } from './view.ts'

export function RoomPanel({ view }: { view: RoomView }) {
  const { tab, isPanelOpen, unread } = useReadable(view)
  const { active } = usePresence()
  return (
    <SidePanel
      tab={tab}
      isOpen={isPanelOpen}
      activeCount={active}
      unread={unread}
      onTab={view.showTab}
      onClose={view.closePanel}
      people={<RoomPeople />}
      chat={<RoomChat />}
    />
  )
}

function RoomPeople() {
  const { self } = useRoom()
  const { participants, raiseHand, setRole } = useParticipants()
  const { inactive } = usePresence()
  const { peers, media, status } = useCall()
  const hands = useMemo(() => toHandQueue(participants), [participants])
  const inCall = new Map(peers.map(({ leg }) => [leg.participant, { isMuted: !leg.media.audio }]))
  if (self && status === 'joined') inCall.set(self.participant, { isMuted: !media.audio })
  return (
    <PeoplePanel
      participants={participants}
      inCall={inCall}
      hands={hands}
      inactiveCount={inactive}
      ownRole={self?.role ?? 'member'}
      actions={{
        lowerHand: (id) => attempt(raiseHand(false, id)),
        setRole: (id, role) => attempt(setRole(id, role)),
      }}
    />
  )
}
