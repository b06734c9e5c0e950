import { memo } from 'react'
import { EmojiGlyph } from './emoji-glyph.tsx'
import { isEmojiOnly, toTokens } from './tokens.ts'

/** What somebody wrote: text nodes and safe links, never markup. */
export const MessageText = memo(function MessageText({ text }: { text: string }) {
  const large = isEmojiOnly(text)
  const nodes = toTokens(text).map((token) => {
    if (token.type === 'emoji') return <EmojiGlyph key={token.at} emoji={token.text} size={large ? 34 : 19} />
    if (token.type !== 'link') return <span key={token.at}>{token.text}</span>
    return (
      <a
        key={token.at}
        href={token.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline decoration-1 underline-offset-2 hover:decoration-2"
      >
        {token.text}
      </a>
    )
  })
  return <div className="text-[14px] leading-5 break-words whitespace-pre-wrap">{nodes}</div>
})
