import { useEffect, useState } from 'react'
import { useLanguage } from '../text/language.ts'

export interface Quoted {
  readonly name: string
  /** '' when it was deleted. */
  readonly text: string
}

interface QuoteProps {
  readonly id: string
  /** The message, if it is among the loaded ones. */
  readonly known: Quoted | undefined
  readonly find: (id: string) => Promise<Quoted | undefined>
  readonly onJump: () => void
}

/** The message that is answered; fetched when it is older than what is loaded. */
export function Quote({ id, known, find, onJump }: QuoteProps) {
  const { text } = useLanguage()
  const [found, setFound] = useState<Quoted | null | undefined>(undefined)
  const isKnown = known !== undefined
  useEffect(() => {
    if (isKnown) return
    let isWanted = true
    find(id).then(
      (message) => isWanted && setFound(message ?? null),
      () => isWanted && setFound(null),
    )
    return () => {
      isWanted = false
    }
  }, [id, isKnown, find])
  const quoted = known ?? found
  return (
    <button
      type="button"
      onClick={onJump}
      disabled={!known}
      data-hint={text.chat.jump}
      className="mb-1 flex max-w-full min-w-0 gap-2 rounded-s border-l-2 border-accent bg-hover/60 py-1 pr-2.5 pl-2.5 text-left text-xs leading-4 enabled:hover:bg-hover"
    >
      {quoted ? (
        <>
          <span className="flex-none font-[620]">{quoted.name}</span>
          <span className="truncate text-ink-2">{quoted.text || text.chat.deleted}</span>
        </>
      ) : (
        <span className="text-ink-2">{quoted === null ? text.chat.quoteGone : text.loading}</span>
      )}
    </button>
  )
}
