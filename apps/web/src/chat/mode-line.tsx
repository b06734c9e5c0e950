import { useLanguage } from '../text/language.ts'
import { X } from '../ui/room-icons.ts'
import type { ComposeMode } from './draft.ts'

/** Above the field: what is answered or changed, and the way out of it. */
export function ModeLine({
  mode,
  onCancel,
}: {
  mode: Exclude<ComposeMode, { type: 'new' }>
  onCancel: () => void
}) {
  const { text } = useLanguage()
  const { message, type } = mode
  return (
    <div className="flex items-center gap-2 border-b border-line py-1 pr-1.5 pl-3 text-xs">
      <span className="flex-none font-[620] text-accent">
        {type === 'edit' ? text.chat.editing : text.chat.replyingTo(message.isOwn ? text.you : message.name)}
      </span>
      <span className="min-w-0 grow truncate text-ink-2">{type === 'reply' && message.text}</span>
      <button
        type="button"
        aria-label={text.cancel}
        data-hint={text.cancel}
        data-hint-key="Esc"
        onClick={onCancel}
        className="grid size-7 flex-none place-items-center rounded-s text-ink-2 hover:bg-hover hover:text-ink"
      >
        <X size={15} aria-hidden />
      </button>
    </div>
  )
}
