/** The row at the top of the view, and where it stands, px below the upper edge. */
export interface Anchor {
  readonly key: string
  readonly top: number
}
/** What has to be in view: the end, or one row in its place. */
export type Hold = 'end' | Anchor

/** Nearer to the end than this counts as reading the newest, px. */
const AT_END_PX = 40

const isShown = (scroller: HTMLElement) => scroller.clientHeight > 0
export const isAtEnd = ({ scrollHeight, clientHeight, scrollTop }: HTMLElement): boolean =>
  scrollHeight - clientHeight - scrollTop < AT_END_PX

function readAnchor(scroller: HTMLElement): Hold {
  const edge = scroller.getBoundingClientRect().top
  for (const row of scroller.querySelectorAll<HTMLElement>('[data-row]')) {
    const { top, bottom } = row.getBoundingClientRect()
    if (bottom > edge) return { key: row.dataset.row ?? '', top: top - edge }
  }
  return 'end'
}

function restore(scroller: HTMLElement, { key, top }: Anchor): void {
  const row = scroller.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`)
  if (!row) return
  const shift = row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - top
  if (Math.abs(shift) >= 0.5) scroller.scrollTop += shift
}

/** Keeps what is read in its place while rows come and go around it. */
export interface ScrollKeeper {
  /** What is in view right now, read from the document as it stands.
   *  @param reachesNewest whether the newest message is in the document: only then is its end the end */
  read(scroller: HTMLElement, reachesNewest: boolean): Hold
  hold(scroller: HTMLElement, what: Hold): void
  /** After the browser laid out anew, a narrower panel for example. */
  onResize(scroller: HTMLElement): void
  /** The next change brings this into view instead of what was there. */
  aim(what: Hold): void
  takeAim(): Hold | null
}

export function createScrollKeeper(): ScrollKeeper {
  let aim: Hold | null = null
  /** Before the first look, and while the panel is closed: the end. */
  let last: Hold = 'end'
  let lastTop = 0

  const read = (scroller: HTMLElement, reachesNewest: boolean): Hold => {
    if (!isShown(scroller)) return last
    last = reachesNewest && isAtEnd(scroller) ? 'end' : readAnchor(scroller)
    lastTop = scroller.scrollTop
    return last
  }
  const hold = (scroller: HTMLElement, what: Hold) => {
    last = what
    if (!isShown(scroller)) return
    if (what === 'end') scroller.scrollTop = scroller.scrollHeight
    else restore(scroller, what)
    lastTop = scroller.scrollTop
  }
  return {
    read,
    hold,
    onResize(scroller) {
      // Somebody scrolled in the same moment and the event is still on its way: theirs is the newer word. A list that
      // was out of view comes back at 0, which nobody asked for.
      const { scrollTop } = scroller
      const wasScrolled = last !== 'end' && scrollTop > 0 && Math.abs(scrollTop - lastTop) >= 1
      if (wasScrolled) read(scroller, false)
      else hold(scroller, last)
    },
    aim: (what) => {
      aim = what
    },
    takeAim: () => {
      const taken = aim
      aim = null
      return taken
    },
  }
}
