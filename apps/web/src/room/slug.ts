import { LIMITS } from '@roomful/protocol/limits'

const CONTROL = /\p{Cc}/u

/** The room that an address names, by the server's own rules (RoomSlug), or why it can be none.
 *  @param pathname as the browser has it, escapes and all: a router's reading of them loses `%2F` */
export function readSlug(
  pathname: string,
): { readonly slug: string } | { readonly fault: 'slug_blank' | 'slug_invalid' } {
  let slug: string
  try {
    slug = decodeURIComponent(/^\/r\/([^/]*)\/?$/.exec(pathname)?.[1] ?? '')
  } catch {
    return { fault: 'slug_invalid' }
  }
  if (slug.trim() === '') return { fault: 'slug_blank' }
  if (slug.length > LIMITS.ROOM_SLUG_CHARS || CONTROL.test(slug)) return { fault: 'slug_invalid' }
  return { slug: slug.trim().normalize('NFC') }
}
