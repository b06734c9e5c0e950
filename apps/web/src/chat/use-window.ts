import type { MessageView } from '@roomful/client'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { countAfter, rowKey } from './rows.ts'
import { around, earlier, endSpan, later, type Span } from './span.ts'

/** So near to an end of what is in the document more of it is brought in, px. */
const NEAR_PX = 900
/** Nearer to the end than this counts as reading the newest, px. */
const AT_END_PX = 40

/** The row at the top of the view, and where it stands. */
interface Anchor {
  readonly key: string
  readonly top: number
}
/** follow: the newest stay in view. Otherwise the rows from `first` on, `length` of them. */
type Place =
  | { readonly follow: true }
  | { readonly follow: false; readonly first: string; readonly length: number }

export interface ChatWindow {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  readonly span: Span
  /** Messages of others that came while reading further up. */
  readonly newCount: number
  readonly isFollowing: boolean
  readonly onScroll: () => void
  readonly toEnd: () => void
  /** False when the message is not loaded. */
  readonly toMessage: (id: string) => boolean
}

interface WindowSource {
  readonly messages: readonly MessageView[]
  readonly hasOlder: boolean
  readonly loadingOlder: boolean
  readonly onLoadOlder: () => void
  /** The reader is back at the newest. */
  readonly onEnd: () => void
}

function toSpan(place: Place, messages: readonly MessageView[]): Span {
  if (place.follow) return endSpan(messages.length)
  const from = messages.findIndex((message) => rowKey(message) === place.first)
  if (from < 0) return endSpan(messages.length)
  return { from, to: Math.min(messages.length, from + place.length) }
}

function readAnchor(scroller: HTMLElement): Anchor | null {
  const edge = scroller.getBoundingClientRect().top
  for (const row of scroller.querySelectorAll<HTMLElement>('[data-row]')) {
    const { top, bottom } = row.getBoundingClientRect()
    if (bottom > edge) return { key: row.dataset.row ?? '', top: top - edge }
  }
  return null
}

function restore(scroller: HTMLElement, anchor: Anchor): void {
  const row = scroller.querySelector<HTMLElement>(`[data-row="${CSS.escape(anchor.key)}"]`)
  if (!row) return
  const shift = row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - anchor.top
  if (Math.abs(shift) >= 0.5) scroller.scrollTop += shift
}

/** Keeps a part of the messages in the document and the row that is read in its place, whatever comes or goes above
 *  and below: after each change the first visible row is put back to where it was. */
export function useChatWindow(source: WindowSource): ChatWindow {
  const { messages, hasOlder, loadingOlder, onLoadOlder, onEnd } = source
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const anchor = useRef<Anchor | null>(null)
  const [place, setPlace] = useState<Place>({ follow: true })
  const [seen, setSeen] = useState<string | null>(null)
  const span = toSpan(place, messages)

  const show = (next: Span) => {
    const first = messages[next.from]
    if (first) setPlace({ follow: false, first: rowKey(first), length: next.to - next.from })
  }
  const toEnd = useCallback(() => {
    anchor.current = null
    setPlace({ follow: true })
    onEnd()
  }, [onEnd])

  /** Brings in what is near, and notes whether the newest are in view. */
  const look = () => {
    const element = scroller.current
    if (!element || element.clientHeight === 0) return
    const above = element.scrollTop
    const below = element.scrollHeight - element.clientHeight - above
    if (span.to === messages.length && below < AT_END_PX) {
      if (!place.follow) toEnd()
      else if (above === 0 && hasOlder && !loadingOlder) onLoadOlder()
      return
    }
    anchor.current = readAnchor(element)
    if (place.follow) {
      const last = messages.at(-1)
      setSeen(last ? rowKey(last) : null)
      show(span)
    }
    if (above < NEAR_PX && span.from > 0) show(earlier(span))
    else if (below < NEAR_PX && span.to < messages.length) show(later(span, messages.length))
    else if (above < NEAR_PX && hasOlder && !loadingOlder) onLoadOlder()
  }

  const hold = useCallback(() => {
    const element = scroller.current
    if (!element || element.clientHeight === 0) return
    if (anchor.current) restore(element, anchor.current)
    else element.scrollTop = element.scrollHeight
  }, [])
  useLayoutEffect(hold)
  // What came in may leave room for more.
  useEffect(look)
  useEffect(() => {
    const observer = new ResizeObserver(hold)
    for (const { current } of [scroller, content]) if (current) observer.observe(current)
    return () => observer.disconnect()
  }, [hold])

  return {
    scroller,
    content,
    span,
    newCount: place.follow ? 0 : countAfter(messages, seen),
    isFollowing: place.follow,
    onScroll: look,
    toEnd,
    toMessage(id) {
      const at = messages.findIndex((message) => message.id === id)
      const message = messages[at]
      const element = scroller.current
      if (!message || !element) return false
      anchor.current = { key: rowKey(message), top: element.clientHeight / 3 }
      if (place.follow) setSeen(rowKey(messages.at(-1) ?? message))
      show(around(at, messages.length))
      return true
    },
  }
}
