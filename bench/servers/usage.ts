/** Tells the bench the port, then answers each question for CPU and memory. Ends with its parent. */
export function answerUsage(port: number): void {
  process.on('message', () => {
    globalThis.gc?.()
    const { user, system } = process.cpuUsage()
    process.send?.({ reply: { cpuSeconds: (user + system) / 1e6, rssBytes: process.memoryUsage.rss() } })
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.({ reply: port })
}
