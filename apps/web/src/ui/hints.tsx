import { type CSSProperties, useEffect, useRef, useState } from 'react'

/** Over a pointer rested this long the hint shows, ms. */
const REST_MS = 350
const MARGIN_PX = 8

interface Hint {
  readonly text: string
  readonly key: string | undefined
  readonly box: DOMRect
}

const ownerOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null
const toHint = (owner: HTMLElement): Hint => ({
  text: owner.dataset.hint ?? '',
  key: owner.dataset.hintKey,
  box: owner.getBoundingClientRect(),
})

/** Watches the whole page, so that a button brings its hint as an attribute and not as a component of its own. */
function watchHints(show: (hint: Hint | null) => void): () => void {
  const stop = new AbortController()
  const { signal } = stop
  let rest: ReturnType<typeof setTimeout> | undefined
  /** Was pressed: it says no more until the pointer has been elsewhere. */
  let pressed: HTMLElement | null = null
  const hide = () => {
    clearTimeout(rest)
    show(null)
  }
  document.addEventListener(
    'pointerover',
    ({ target, pointerType }) => {
      hide()
      const owner = pointerType === 'touch' ? null : ownerOf(target)
      if (owner !== pressed) pressed = null
      if (owner && !pressed) rest = setTimeout(() => owner.isConnected && show(toHint(owner)), REST_MS)
    },
    { signal },
  )
  document.addEventListener(
    'focusin',
    ({ target }) => {
      const owner = ownerOf(target)
      if (owner?.matches(':focus-visible')) show(toHint(owner))
    },
    { signal },
  )
  document.addEventListener(
    'pointerdown',
    ({ target }) => {
      pressed = ownerOf(target)
    },
    { signal, capture: true },
  )
  for (const event of ['focusout', 'pointerdown', 'scroll', 'keydown'])
    document.addEventListener(event, hide, { signal, capture: true })
  return () => {
    stop.abort()
    clearTimeout(rest)
  }
}

/** Above the button, or below it at the top of the page; never past the edges. */
function place({ box }: Hint, width: number): CSSProperties {
  const above = box.top > 48
  const left = box.left + box.width / 2 - width / 2
  return {
    left: Math.max(MARGIN_PX, Math.min(left, innerWidth - width - MARGIN_PX)),
    ...(above ? { bottom: innerHeight - box.top + MARGIN_PX } : { top: box.bottom + MARGIN_PX }),
  }
}

/** Once per page. Assistive technology has the same words as the button's name already. */
export function Hints() {
  const [hint, setHint] = useState<Hint | null>(null)
  const [width, setWidth] = useState(0)
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => watchHints(setHint), [])
  useEffect(() => setWidth(hint && element.current ? element.current.offsetWidth : 0), [hint])
  if (!hint) return null
  return (
    <div
      ref={element}
      aria-hidden
      className="appears pointer-events-none fixed z-90 flex items-center gap-2 rounded-s border border-line bg-raised px-2.5 py-1.5 text-xs font-medium whitespace-nowrap text-ink shadow-float"
      style={{ ...place(hint, width), visibility: width ? 'visible' : 'hidden' }}
    >
      {hint.text}
      {hint.key && <Key>{hint.key}</Key>}
    </div>
  )
}

export function Key({ children }: { children: string }) {
  return (
    <kbd className="rounded-[6px] border border-line px-1.5 py-px font-[inherit] text-xs text-ink-2">
      {children}
    </kbd>
  )
}
