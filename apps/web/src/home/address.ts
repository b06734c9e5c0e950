import { LIMITS } from '@roomful/protocol/limits'

export type Address = { readonly path: string } | { readonly problem: 'blank' | 'tooLong' | 'foreign' }

const ROOM_PATH = /^\/r\/([^/?#]+)\/?$/

export const roomPath = (slug: string) => `/r/${encodeURIComponent(slug)}`
/** What one sends around. */
export const roomLink = (slug: string) => `${location.origin}${roomPath(slug)}`

function toUrl(input: string, origin: string): URL | undefined {
  const looksLikeLink = /^https?:\/\//i.test(input) || input.startsWith('/r/') || /^[^\s/]+\/r\//.test(input)
  if (!looksLikeLink) return undefined
  const text = /^[^\s/:]+(:\d+)?\/r\//.test(input) ? `${new URL(origin).protocol}//${input}` : input
  return URL.canParse(text, origin) ? new URL(text, origin) : undefined
}

/** What somebody typed or pasted into the field at home: a name for a room, or an invite link of this server.
 *  Names become addresses that can be said aloud: lower case, blanks as hyphens. */
export function toAddress(input: string, origin: string): Address {
  const typed = input.trim().normalize('NFC')
  if (typed === '') return { problem: 'blank' }
  const url = toUrl(typed, origin)
  if (url) {
    const slug = ROOM_PATH.exec(url.pathname)?.[1]
    return slug && url.host === new URL(origin).host ? { path: `/r/${slug}` } : { problem: 'foreign' }
  }
  if (typed.length > LIMITS.ROOM_SLUG_CHARS) return { problem: 'tooLong' }
  return { path: roomPath(typed.replace(/\s+/gu, '-').toLowerCase()) }
}
