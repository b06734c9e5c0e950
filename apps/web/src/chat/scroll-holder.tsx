import { Component, type ComponentProps, type RefObject } from 'react'
import type { Hold, ScrollKeeper } from './scroll-keeper.ts'

interface ScrollHolderProps extends ComponentProps<'div'> {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly keeper: ScrollKeeper
  /** Whether the newest message is in the document. */
  readonly reachesNewest: boolean
}

/** The element that scrolls. Looks right before the document changes and puts things back right after. A class, for hooks come too late for the
 *  first: a scroll whose event is still on its way would be undone. */
export class ScrollHolder extends Component<ScrollHolderProps> {
  #observer: ResizeObserver | null = null

  override componentDidMount() {
    const { scroller, keeper } = this.props
    const element = scroller.current
    if (!element) return
    keeper.hold(element, 'end')
    this.#observer = new ResizeObserver(() => keeper.onResize(element))
    this.#observer.observe(element)
    for (const child of element.children) this.#observer.observe(child)
  }
  override componentWillUnmount() {
    this.#observer?.disconnect()
  }
  override getSnapshotBeforeUpdate({ scroller, keeper, reachesNewest }: ScrollHolderProps): Hold {
    return scroller.current ? keeper.read(scroller.current, reachesNewest) : 'end'
  }
  override componentDidUpdate(_props: unknown, _state: unknown, before: Hold) {
    const { scroller, keeper } = this.props
    if (scroller.current) keeper.hold(scroller.current, keeper.takeAim() ?? before)
  }
  override render() {
    const { scroller, keeper: _, reachesNewest: __, ...rest } = this.props
    return <div ref={scroller} {...rest} />
  }
}
