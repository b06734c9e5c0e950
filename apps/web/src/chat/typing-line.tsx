import { toFirstName } from '../people/face.ts'
import { useLanguage } from '../text/language.ts'

/** Always takes its place, so that nothing jumps when somebody begins to write. */
export function TypingLine({ names }: { names: readonly string[] }) {
  const { text } = useLanguage()
  return (
    <div className="flex h-6 flex-none items-center gap-2 px-4 text-xs text-ink-2" data-typing={names.length}>
      {names.length > 0 && (
        <>
          <span className="flex items-center gap-[3px]" aria-hidden>
            <i className="typing-dot" />
            <i className="typing-dot [animation-delay:150ms]" />
            <i className="typing-dot [animation-delay:300ms]" />
          </span>
          <span className="truncate">{text.chat.typing(names.map(toFirstName))}</span>
        </>
      )}
    </div>
  )
}
