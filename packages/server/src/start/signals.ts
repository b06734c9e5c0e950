/** Within which a second signal is the same wish: npm passes on the Ctrl-C that the terminal has sent us already. Milliseconds. */
const SAME_WISH_MS = 1_000
/** A drain that takes longer is cut off; everything acknowledged is on the disk by then. Milliseconds. */
const DRAIN_MS = 14_500

/** SIGTERM and Ctrl-C drain and exit 0, at the latest after 15 s; a second Ctrl-C exits at once. */
export function stopOnSignals(drain: () => Promise<void>): void {
  let firstAt: number | undefined
  const stop = (signal: 'SIGINT' | 'SIGTERM') => {
    if (firstAt !== undefined) {
      if (performance.now() - firstAt > SAME_WISH_MS) process.exit(signal === 'SIGINT' ? 130 : 143)
      return
    }
    firstAt = performance.now()
    setTimeout(() => process.exit(0), DRAIN_MS).unref()
    console.log('\nStopping; Ctrl-C again stops at once.')
    drain().then(
      () => process.exit(0),
      (error) => {
        console.error('roomful: the drain failed', error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('SIGTERM', () => stop('SIGTERM'))
}
