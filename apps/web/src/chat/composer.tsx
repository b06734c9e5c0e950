import type { MessageView } from '@roomful/client'
import { LIMITS } from '@roomful/protocol/limits'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { Control } from '../ui/control.tsx'
import { ArrowRight, Check, Smile, X } from '../ui/room-icons.ts'
import { EMOJI } from './emoji.ts'
import { EmojiBar } from './emoji-bar.tsx'

/** What the next Enter does besides sending. */
export type ComposeMode =
  | { readonly type: 'new' }
  | { readonly type: 'reply'; readonly message: MessageView }
  | { readonly type: 'edit'; readonly message: MessageView }

interface ComposerProps {
  readonly mode: ComposeMode
  readonly onCancel: () => void
  readonly onSubmit: (text: string) => void
  readonly onKeystroke: () => void
  /** ArrowUp in the empty field. */
  readonly onEditLast: () => void
}

/** Two drafts: an edit never costs what was being written. */
function useDraft(mode: ComposeMode) {
  const [draft, setDraft] = useState('')
  const [edit, setEdit] = useState({ id: '', text: '' })
  const isEdit = mode.type === 'edit'
  if (isEdit && edit.id !== mode.message.id) setEdit({ id: mode.message.id, text: mode.message.text })
  if (!isEdit && edit.id !== '') setEdit({ id: '', text: '' })
  return {
    value: isEdit ? edit.text : draft,
    set: (text: string) => (isEdit ? setEdit({ ...edit, text }) : setDraft(text)),
  }
}

export function Composer({ mode, onCancel, onSubmit, onKeystroke, onEditLast }: ComposerProps) {
  const { text } = useLanguage()
  const { value, set } = useDraft(mode)
  const [isPicking, setPicking] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const over = value.length - LIMITS.MESSAGE_CHARS
  const canSend = value.trim() !== '' && over <= 0

  useEffect(() => {
    if (mode.type !== 'new') field.current?.focus()
  }, [mode])

  function submit(): void {
    if (!canSend) return
    onSubmit(value)
    set('')
    field.current?.focus()
  }
  function onKeyDown(event: KeyboardEvent): void {
    // While an input method composes, Enter belongs to it.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      submit()
    }
    if (event.key === 'Escape') onCancel()
    if (event.key === 'ArrowUp' && value === '') {
      event.preventDefault()
      onEditLast()
    }
  }
  return (
    <div className="relative mx-3 mb-3 flex-none rounded-[14px] border border-line bg-raised transition-[border-color,box-shadow] duration-(--motion) focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-soft)]">
      {mode.type !== 'new' && <ModeLine mode={mode} onCancel={onCancel} />}
      <div className="flex min-h-11 items-end gap-1 py-1 pr-1 pl-3">
        <textarea
          ref={field}
          rows={1}
          value={value}
          placeholder={text.chat.write}
          aria-label={text.chat.write}
          aria-invalid={over > 0}
          enterKeyHint="send"
          onChange={({ target }) => {
            set(target.value)
            if (mode.type !== 'edit') onKeystroke()
          }}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-40 min-w-0 grow resize-none self-center bg-transparent py-1.5 text-[14px] leading-[1.42] outline-none"
        />
        {over > 0 && <span className="self-center text-xs text-danger">{text.chat.tooLong(over)}</span>}
        <button
          type="button"
          aria-label={text.chat.emoji}
          aria-expanded={isPicking}
          data-hint={text.chat.emoji}
          onClick={() => setPicking(!isPicking)}
          className="grid size-9 flex-none place-items-center rounded-full text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Smile size={19} strokeWidth={1.8} aria-hidden />
        </button>
        <Control
          label={mode.type === 'edit' ? text.save : text.chat.send}
          icon={mode.type === 'edit' ? Check : ArrowRight}
          tone="on"
          small
          disabled={!canSend}
          onClick={submit}
        />
      </div>
      {isPicking && (
        <EmojiBar
          emoji={EMOJI}
          className="absolute right-0 bottom-full mb-2"
          onPick={(emoji) => {
            set(value + emoji)
            setPicking(false)
            field.current?.focus()
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </div>
  )
}

function ModeLine({ mode, onCancel }: { mode: Exclude<ComposeMode, { type: 'new' }>; onCancel: () => void }) {
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
