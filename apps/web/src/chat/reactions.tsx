import type { MessageView } from '@roomful/client'
import { useLanguage } from '../text/language.ts'
import { EmojiGlyph } from './emoji-glyph.tsx'

interface ReactionsProps {
  readonly message: MessageView
  readonly self: string
  readonly nameOf: (participant: string) => string
  readonly onReact: (emoji: string, on: boolean) => void
}

/** Names told by the hint; the rest is counted. */
const NAMED = 3

export function Reactions({ message, self, nameOf, onReact }: ReactionsProps) {
  const { text } = useLanguage()
  if (message.reactions.length === 0) return null
  return (
    <div className="mt-1.5 flex flex-wrap gap-1.5">
      {message.reactions.map(({ emoji, count, by }) => {
        const mine = by.includes(self)
        // The roster may have forgotten some: they are counted.
        const names = by
          .map((id) => (id === self ? text.you : nameOf(id)))
          .filter(Boolean)
          .slice(0, NAMED)
        const who = names.length > 0 ? text.chat.reacted(names, count - names.length) : undefined
        return (
          <button
            key={emoji}
            type="button"
            aria-pressed={mine}
            data-hint={who}
            onClick={() => onReact(emoji, !mine)}
            className={`flex h-6 items-center gap-1.5 rounded-pill border px-2 text-xs font-semibold transition-[background,border-color] duration-(--motion) ${
              mine
                ? 'border-accent/40 bg-accent-soft text-accent'
                : 'border-transparent bg-hover text-ink-2 hover:border-line'
            }`}
          >
            <EmojiGlyph emoji={emoji} size={14} />
            {who && <span className="sr-only">{who}</span>}
            {count}
          </button>
        )
      })}
    </div>
  )
}
