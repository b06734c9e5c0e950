import type { ClientClock } from './types.ts'

/** Hidden so long, or without any input so long, means idle, milliseconds. */
const HIDDEN_IDLE_MS = 60_000
const INPUT_IDLE_MS = 300_000
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

export interface BrowserHooks {
  readonly clock: ClientClock
  /** The network is back, gone, or the page was woken: see whether the line lives. */
  onNetwork(): void
  onActivity(state: 'active' | 'idle'): void
}

/** Watches the page, where there is one. In Node and React Native it does nothing.
 *  @returns the end of it */
export function watchBrowser({ clock, onNetwork, onActivity }: BrowserHooks): () => void {
  if (typeof document === 'undefined' || typeof globalThis.addEventListener !== 'function') return () => {}
  const over = new AbortController()
  const listening = { signal: over.signal, capture: true, passive: true }
  let lastInputAt = clock.now()
  let isIdle = false
  let stopTimer = () => {}

  const show = (idle: boolean) => {
    if (idle === isIdle) return
    isIdle = idle
    onActivity(idle ? 'idle' : 'active')
  }
  /** One timer, however many inputs: it looks when it ends and goes on for what is left. */
  const watch = (idleAt: () => number) => {
    stopTimer()
    const leftMs = idleAt() - clock.now()
    if (leftMs <= 0) return show(true)
    stopTimer = clock.after(leftMs, () => watch(idleAt))
  }
  const byInput = () => lastInputAt + INPUT_IDLE_MS
  const visible = () => document.visibilityState === 'visible'
  const onInput = () => {
    lastInputAt = clock.now()
    if (!isIdle || !visible()) return
    show(false)
    watch(byInput)
  }
  const onVisibility = () => {
    const hiddenAt = clock.now()
    if (visible()) {
      onNetwork()
      onInput()
      watch(byInput)
    } else watch(() => Math.min(hiddenAt + HIDDEN_IDLE_MS, byInput()))
  }

  for (const input of INPUTS) globalThis.addEventListener(input, onInput, listening)
  globalThis.addEventListener('online', onNetwork, listening)
  globalThis.addEventListener('offline', onNetwork, listening)
  document.addEventListener('visibilitychange', onVisibility, listening)
  watch(byInput)
  return () => {
    over.abort()
    stopTimer()
  }
}
