import { LIMITS } from '@roomful/protocol/limits'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { Control } from '../ui/control.tsx'
import { ArrowRight, Check, Smile } from '../ui/room-icons.ts'
import { type ComposeMode, useDraft } from './draft.ts'
import { EMOJI } from './emoji.ts'
import { EmojiBar } from './emoji-bar.tsx'
import { ModeLine } from './mode-line.tsx'

interface ComposerProps {
  readonly mode: ComposeMode
  readonly onCancel: () => void
  readonly onSubmit: (text: string) => void
  readonly onKeystroke: () => void
  /** ArrowUp in the empty field. */
  readonly onEditLast: () => void
}

export function Composer({ mode, onCancel, onSubmit, onKeystroke, onEditLast }: ComposerProps) {
  const { text } = useLanguage()
  const { value, set } = useDraft(mode)
  const [isPicking, setPicking] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const over = value.length - LIMITS.MESSAGE_CHARS
  const canSend = value.trim() !== '' && over <= 0

  useLayoutEffect(() => {
    // As high as what is written, up to its max-height; not every browser has field-sizing yet.
    if (!field.current || CSS.supports('field-sizing', 'content')) return
    field.current.style.height = 'auto'
    field.current.style.height = value === '' ? '' : `${field.current.scrollHeight}px`
  }, [value])
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
