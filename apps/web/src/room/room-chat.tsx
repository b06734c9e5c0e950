import type { RoomClient } from '@roomful/client'
import { useChat, useParticipants, useRoom, useTyping } from '@roomful/react'
import { useCallback, useMemo, useRef } from 'react'
import type { ChatActions } from '../chat/actions.ts'
import { ChatPanel } from '../chat/chat-panel.tsx'
import { attempt } from './media-trouble.ts'

/** A refused message shows its own fault and may be sent again; nothing else needs to be said. */
const shownByTheRow = () => {}

function toActions({ messages, typing }: RoomClient): ChatActions {
  return {
    send: (text, replyTo) =>
      void messages.send(text, replyTo === null ? {} : { replyTo }).catch(shownByTheRow),
    edit: (id, text) => attempt(messages.edit(id, text)),
    delete: (id) => attempt(messages.delete(id)),
    react: (id, emoji, on) => attempt(messages.react(id, emoji, on)),
    retry: (key) => void messages.retry(key).catch(shownByTheRow),
    discard: messages.discard,
    // Without a connection it is asked for again with the next scroll.
    loadOlder: () => void messages.loadOlder().catch(() => {}),
    trim: messages.trim,
    keystroke: typing.keystroke,
    stopTyping: typing.stop,
    find: messages.find,
  }
}

export function RoomChat() {
  const { room, self } = useRoom()
  const { messages, hasOlder, loadingOlder } = useChat()
  const { participants } = useParticipants()
  const { typing } = useTyping()
  const actions = useMemo(() => toActions(room), [room])
  const viewer = useMemo(
    () => ({ participant: self?.participant ?? '', moderates: self !== null && self.role !== 'member' }),
    [self],
  )
  // Asked at the time of rendering; rows need not be rendered anew because somebody joined.
  const roster = useRef(participants)
  roster.current = participants
  const nameOf = useCallback(
    (id: string) => roster.current.find((person) => person.id === id)?.name ?? '',
    [],
  )
  return (
    <ChatPanel
      messages={messages}
      hasOlder={hasOlder}
      loadingOlder={loadingOlder}
      typing={typing.map(nameOf).filter(Boolean)}
      viewer={viewer}
      nameOf={nameOf}
      actions={actions}
    />
  )
}
