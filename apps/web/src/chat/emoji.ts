/** Drawn by us (public/emoji), so that they look the same everywhere; other emoji are the system's. */
export const EMOJI = [
  '👍',
  '❤️',
  '😂',
  '🎉',
  '😮',
  '👏',
  '🔥',
  '👀',
  '🙌',
  '🙏',
  '😊',
  '😉',
  '😅',
  '😢',
  '🤔',
  '👋',
  '✅',
  '💯',
  '🚀',
  '✨',
  '💡',
  '☕',
  '❓',
  '👎',
] as const

/** Offered for a reaction at once. */
export const REACTIONS = EMOJI.slice(0, 8)

const DRAWN: ReadonlySet<string> = new Set(EMOJI)
const VARIATION = '\u{fe0f}'

/** Address of the drawing, or undefined where the system's own is used. */
export function emojiImage(emoji: string): string | undefined {
  if (!DRAWN.has(emoji) && !DRAWN.has(emoji + VARIATION)) return undefined
  const name = Array.from(emoji.replace(VARIATION, ''), (char) => char.codePointAt(0)?.toString(16)).join('-')
  return `/emoji/${name}.svg`
}
