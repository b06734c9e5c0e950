import { emojiImage } from './emoji.ts'

/** An emoji as large as asked for, px. */
export function EmojiGlyph({ emoji, size = 16 }: { emoji: string; size?: number }) {
  const source = emojiImage(emoji)
  if (!source) return <span style={{ fontSize: size * 0.9, lineHeight: 1 }}>{emoji}</span>
  return (
    <img
      src={source}
      alt={emoji}
      width={size}
      height={size}
      draggable={false}
      className="inline-block flex-none align-[-4px]"
    />
  )
}
