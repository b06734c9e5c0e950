import type { MessageView } from '@roomful/client'
import { useCallback, useMemo, useRef, useState } from 'react'
import { type ChatActions, type ChatViewer, canEdit } from './actions.ts'
import { Composer } from './composer.tsx'
import type { ComposeMode } from './draft.ts'
import { MessageList } from './message-list.tsx'
import type { RowContext } from './row-context.ts'
import { TypingLine } from './typing-line.tsx'
import { useChatWindow } from './use-window.ts'

export interface ChatPanelProps {
  readonly messages: readonly MessageView[]
  readonly hasOlder: boolean
  readonly loadingOlder: boolean
  /** Names of those who write. */
  readonly typing: readonly string[]
  readonly viewer: ChatViewer
  readonly nameOf: (participant: string) => string
  /** The same object as long as the room is the same. */
  readonly actions: ChatActions
}

const NEW: ComposeMode = { type: 'new' }

export function ChatPanel({
  messages,
  hasOlder,
  loadingOlder,
  typing,
  viewer,
  nameOf,
  actions,
}: ChatPanelProps) {
  const [mode, setMode] = useState<ComposeMode>(NEW)
  const [flashing, setFlashing] = useState<string | null>(null)
  const window = useChatWindow({
    messages,
    hasOlder,
    loadingOlder,
    onLoadOlder: actions.loadOlder,
    onEnd: actions.trim,
  })
  // The rows keep the same function while the window behind it changes with every message.
  const latest = useRef(window)
  latest.current = window
  const jump = useCallback((id: string) => setFlashing(latest.current.toMessage(id) ? id : null), [])
  const context = useMemo<RowContext>(
    () => ({
      actions,
      viewer,
      nameOf,
      onReply: (message) => setMode({ type: 'reply', message }),
      onEdit: (message) => setMode({ type: 'edit', message }),
      onJump: jump,
    }),
    [actions, viewer, nameOf, jump],
  )
  function submit(text: string): void {
    actions.stopTyping()
    if (mode.type === 'edit') actions.edit(mode.message.id, text)
    else {
      actions.send(text, mode.type === 'reply' ? mode.message.id : null)
      window.toEnd()
    }
    setMode(NEW)
  }
  function editLast(): void {
    const message = messages.findLast(canEdit)
    if (message) setMode({ type: 'edit', message })
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <MessageList
        messages={messages}
        hasOlder={hasOlder}
        loadingOlder={loadingOlder}
        window={window}
        flashing={flashing}
        context={context}
      />
      <TypingLine names={typing} />
      <Composer
        mode={mode}
        onCancel={() => setMode(NEW)}
        onSubmit={submit}
        onKeystroke={actions.keystroke}
        onEditLast={editLast}
      />
    </div>
  )
}
