import { emojiImage } from './emoji.ts'

/** `at`: where in the message it begins. */
export type Token = { readonly at: number; readonly text: string } & (
  | { readonly type: 'text' | 'emoji' }
  | { readonly type: 'link'; readonly href: string }
)

/** Only web addresses become links: `javascript:`, `data:` and the like stay what they are, text. */
const LINK = /https?:\/\/[^\s<>"'`]+/giu
/** Marks that end a sentence around a link rather than belong to it. */
const TRAILING = /[.,;:!?…'"»”’]+$/u
const BRACKETS = [
  ['(', ')'],
  ['[', ']'],
] as const
const EMOJI = /\p{RGI_Emoji}/gv

const count = (text: string, mark: string) => text.split(mark).length - 1

/** Without the punctuation of the sentence; a closing bracket stays when the link opened it. */
function trimLink(found: string): string {
  const bare = found.replace(TRAILING, '')
  for (const [open, close] of BRACKETS)
    if (bare.endsWith(close) && count(bare, open) < count(bare, close)) return trimLink(bare.slice(0, -1))
  return bare
}

function withEmoji(text: string, offset: number): Token[] {
  const tokens: Token[] = []
  let at = 0
  const plain = (to: number) => {
    if (to > at) tokens.push({ type: 'text', at: offset + at, text: text.slice(at, to) })
  }
  for (const match of text.matchAll(EMOJI)) {
    if (!emojiImage(match[0])) continue
    plain(match.index)
    tokens.push({ type: 'emoji', at: offset + match.index, text: match[0] })
    at = match.index + match[0].length
  }
  plain(text.length)
  return tokens
}

/** What to render: plain text, links and drawn emoji. Joined together they are the message again. */
export function toTokens(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (const match of text.matchAll(LINK)) {
    const link = trimLink(match[0])
    if (!URL.canParse(link)) continue
    tokens.push(...withEmoji(text.slice(at, match.index), at))
    tokens.push({ type: 'link', at: match.index, text: link, href: new URL(link).href })
    at = match.index + link.length
  }
  return [...tokens, ...withEmoji(text.slice(at), at)]
}

/** One to three emoji alone are shown large. */
export const isEmojiOnly = (text: string): boolean => /^(?:\p{RGI_Emoji}\s*){1,3}$/v.test(text.trim())
