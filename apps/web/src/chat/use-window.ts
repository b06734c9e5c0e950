import type { MessageView } from '@roomful/client'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { countAfter, rowKey } from './rows.ts'
import { createScrollKeeper, isAtEnd, type ScrollKeeper } from './scroll-keeper.ts'
import { around, earlier, endSpan, later, type Span } from './span.ts'

/** So near to an end of what is in the document more of it is brought in, px. */
const NEAR_PX = 900

/** follow: the newest stay in view. Otherwise the rows from `first` on, `length` of them. */
type Place =
  | { readonly follow: true }
  | { readonly follow: false; readonly first: string; readonly length: number }

export interface ChatWindow {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly keeper: ScrollKeeper
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

/** Which part of the messages is in the document: the newest, or what lies around the place that is read. */
export function useChatWindow(source: WindowSource): ChatWindow {
  const { messages, hasOlder, loadingOlder, onLoadOlder, onEnd } = source
  const scroller = useRef<HTMLDivElement>(null)
  const [keeper] = useState(createScrollKeeper)
  const [place, setPlace] = useState<Place>({ follow: true })
  const [seen, setSeen] = useState<string | null>(null)
  const span = toSpan(place, messages)

  const show = (next: Span) => {
    const first = messages[next.from]
    if (first) setPlace({ follow: false, first: rowKey(first), length: next.to - next.from })
  }
  const markSeen = () => {
    const last = messages.at(-1)
    setSeen(last ? rowKey(last) : null)
  }
  const toEnd = () => {
    setPlace({ follow: true })
    onEnd()
  }
  /** Brings in what is near, and notes whether the newest are in view. */
  const look = () => {
    const element = scroller.current
    if (!element || element.clientHeight === 0) return
    const reachesNewest = span.to === messages.length
    keeper.read(element, reachesNewest)
    const above = element.scrollTop
    const below = element.scrollHeight - element.clientHeight - above
    if (reachesNewest && isAtEnd(element)) {
      if (!place.follow) toEnd()
      else if (above === 0 && hasOlder && !loadingOlder) onLoadOlder()
      return
    }
    if (place.follow) {
      markSeen()
      show(span)
    }
    if (above < NEAR_PX && span.from > 0) show(earlier(span))
    else if (below < NEAR_PX && span.to < messages.length) show(later(span, messages.length))
    else if (above < NEAR_PX && hasOlder && !loadingOlder) onLoadOlder()
  }
  // What came in may leave room for more.
  useEffect(look)

  return {
    scroller,
    keeper,
    span,
    newCount: place.follow ? 0 : countAfter(messages, seen),
    isFollowing: place.follow,
    onScroll: look,
    toEnd() {
      keeper.aim('end')
      toEnd()
    },
    toMessage(id) {
      const at = messages.findIndex((message) => message.id === id)
      const message = messages[at]
      const element = scroller.current
      if (!message || !element) return false
      keeper.aim({ key: rowKey(message), top: element.clientHeight / 3 })
      if (place.follow) markSeen()
      show(around(at, messages.length))
      return true
    },
  }
}
