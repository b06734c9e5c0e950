/** Runs in the page. What there is to scroll sideways, and what is to be pressed or read and lies beside the screen or
 *  under something else. */
export function findMisplaced(): string[] {
  const EDGE_PX = 4
  const { clientWidth, scrollWidth } = document.documentElement
  const scrolls = (element: Element | null): boolean =>
    element !== null && (element.scrollHeight > element.clientHeight + 1 || scrolls(element.parentElement))
  /** Layers lie over things on purpose. */
  const layerOf = (element: Element): Element | null =>
    getComputedStyle(element).position === 'fixed'
      ? element
      : element.parentElement && layerOf(element.parentElement)
  const isBeside = (each: Element): boolean => {
    const { left, right } = each.getBoundingClientRect()
    return left < -1 || right > clientWidth + 1
  }
  const isCovered = (each: Element): boolean => {
    const { left, right, top, height } = each.getBoundingClientRect()
    return [left + EDGE_PX, (left + right) / 2, right - EDGE_PX].some((x) => {
      const above = document.elementFromPoint(x, top + height / 2)
      if (!above || above.contains(each) || each.contains(above)) return false
      return layerOf(above) === layerOf(each)
    })
  }
  const shown = [...document.querySelectorAll<HTMLElement>('button, a, input, textarea, select, h1')].filter(
    (each) =>
      each.getBoundingClientRect().width > 1 &&
      each.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  )
  const nameOf = (each: HTMLElement) => each.getAttribute('aria-label') ?? each.innerText
  const covered = shown.filter((each) => !scrolls(each.parentElement) && isCovered(each))
  return [
    ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : []),
    ...shown.filter(isBeside).map((each) => `beside the screen: ${nameOf(each)}`),
    ...covered.map((each) => `covered: ${nameOf(each)}`),
  ]
}
