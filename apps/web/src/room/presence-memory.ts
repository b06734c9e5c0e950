/** How somebody is in a room, for the way back after a reload of the page. Ends with the tab. */
export interface RememberedPresence {
  readonly withMedia: boolean
  readonly media: { readonly microphone: boolean; readonly camera: boolean }
}

const KEY = 'roomful.in'

const isPresence = (value: unknown): value is RememberedPresence & { slug: string } =>
  typeof value === 'object' && value !== null && 'slug' in value && 'media' in value && 'withMedia' in value

export function recallPresence(slug: string): RememberedPresence | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    return isPresence(value) && value.slug === slug ? value : null
  } catch {
    return null
  }
}

export function rememberPresence(slug: string, presence: RememberedPresence): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ slug, ...presence }))
  } catch {
    // Without a storage a reload leads to the pre-join page.
  }
}

export function forgetPresence(): void {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // There was nothing to forget.
  }
}
