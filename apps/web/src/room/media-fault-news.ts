import type { CallState, MediaFault, Readable, Unsubscribe } from '@roomful/client'
import { currentText } from '../text/language.ts'
import type { Toasts } from '../toasts/toasts.ts'

/** Words for a device that went away in the middle of a call; null for what a person did themselves. */
export function toNews({ source, reason, fallback }: MediaFault): string | null {
  const { media } = currentText()
  if (source === 'screen') return null
  return fallback === null ? media.title[reason](media[source]) : media.replaced(media[source], fallback)
}

/** Tells of trouble that nobody asked for: a click that fails is answered where it was made. */
export function watchMediaFault(call: Readable<CallState>, toasts: Toasts): Unsubscribe {
  let known: MediaFault | null = null
  return call.subscribe(() => {
    const { mediaFault } = call.get()
    if (mediaFault === known) return
    known = mediaFault
    const news = mediaFault?.reason === 'lost' ? toNews(mediaFault) : null
    if (news) toasts.show(news, { tone: 'danger' })
  })
}
