import type { MessageView } from '@roomful/client'
import { useState } from 'react'
import { useLanguage } from '../text/language.ts'
import type { Icon } from '../ui/control.tsx'
import { Pencil, Reply, SmilePlus, Trash } from '../ui/room-icons.ts'
import { type ChatViewer, canDelete, canEdit, canRespond } from './actions.ts'
import { REACTIONS } from './emoji.ts'
import { EmojiBar } from './emoji-bar.tsx'

interface RowActionsProps {
  readonly message: MessageView
  readonly viewer: ChatViewer
  readonly onReact: (emoji: string) => void
  readonly onReply: () => void
  readonly onEdit: () => void
  readonly onDelete: () => void
}

/** Comes with the pointer or the focus, at the corner of a message. */
export function RowActions({ message, viewer, onReact, onReply, onEdit, onDelete }: RowActionsProps) {
  const { text } = useLanguage()
  const [isPicking, setPicking] = useState(false)
  if (!canRespond(message)) return null
  return (
    <div
      data-open={isPicking}
      className="absolute -top-3 right-2 z-10 flex rounded-[10px] border border-line bg-raised p-0.5 opacity-0 shadow-[0_4px_14px_#0003] transition-opacity duration-(--motion) group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-[open=true]:opacity-100"
    >
      {isPicking && (
        <EmojiBar
          emoji={REACTIONS}
          className="absolute -top-1 right-0 -translate-y-full"
          onPick={(emoji) => {
            setPicking(false)
            onReact(emoji)
          }}
          onClose={() => setPicking(false)}
        />
      )}
      <Action label={text.chat.react} icon={SmilePlus} onClick={() => setPicking(true)} />
      <Action label={text.chat.reply} icon={Reply} onClick={onReply} />
      {canEdit(message) && <Action label={text.chat.edit} icon={Pencil} onClick={onEdit} />}
      {canDelete(message, viewer) && <Action label={text.chat.delete} icon={Trash} onClick={onDelete} />}
    </div>
  )
}

function Action({ label, icon: IconShape, onClick }: { label: string; icon: Icon; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      data-hint={label}
      onClick={onClick}
      className="grid size-7 place-items-center rounded-s text-ink-2 hover:bg-hover hover:text-ink"
    >
      <IconShape size={15} strokeWidth={1.9} aria-hidden />
    </button>
  )
}
