import { useEffect, useRef } from 'react'
import { useLanguage } from '../text/language.ts'
import { EmojiGlyph } from './emoji-glyph.tsx'

interface EmojiBarProps {
  readonly emoji: readonly string[]
  readonly className?: string
  readonly onPick: (emoji: string) => void
  readonly onClose: () => void
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }

/** A few emoji to pick from; eight in a row. Closes on Escape and when the focus goes elsewhere. */
export function EmojiBar({ emoji, className = '', onPick, onClose }: EmojiBarProps) {
  const { text } = useLanguage()
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => ref.current?.querySelector('button')?.focus(), [])

  function move(from: HTMLElement, step: number): void {
    const buttons = [...(ref.current?.querySelectorAll<HTMLElement>('button') ?? [])]
    buttons[buttons.indexOf(from) + step]?.focus()
  }
  return (
    <div
      ref={ref}
      role="toolbar"
      aria-label={text.chat.emoji}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) onClose()
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onClose()
        const step = STEPS[event.key]
        if (!step) return
        event.preventDefault()
        move(event.target as HTMLElement, step)
      }}
      className={`appears z-20 grid w-max grid-cols-[repeat(8,32px)] gap-0.5 rounded-m border border-line bg-raised p-1 shadow-float ${className}`}
    >
      {emoji.map((one) => (
        <button
          key={one}
          type="button"
          aria-label={one}
          onClick={() => onPick(one)}
          className="grid size-8 place-items-center rounded-s transition-[background,scale] duration-(--motion) hover:scale-110 hover:bg-hover"
        >
          <EmojiGlyph emoji={one} size={20} />
        </button>
      ))}
    </div>
  )
}
