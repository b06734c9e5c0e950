import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Figures that are asked for at each scrape. Names are their keys; a number only grows or goes up and down as `kind` says. */
export interface Source {
  readonly prefix: string
  readonly gauges: readonly string[]
  read(): Readonly<Record<string, number>>
}

export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
  /** One answered request. `route` is the pattern, never the address: no ids and no slugs in labels. */
  request(method: string, route: string, status: number, ms: number): void
  observe(source: Source): void
  close(): void
}

const NANO = 1e9
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The difference to the last scrape, so that counters kept elsewhere become Prometheus counters. */
function observeSource(registry: Registry, { prefix, gauges, read }: Source): void {
  const names = Object.keys(read())
  const counters = names.filter((name) => !gauges.includes(name))
  const seen = new Map<string, number>()
  for (const name of names.filter((each) => gauges.includes(each)))
    new Gauge({
      name: `${prefix}_${snake(name)}`,
      help: `${name} of ${prefix} right now`,
      registers: [registry],
      collect() {
        this.set(read()[name] ?? 0)
      },
    })
  for (const name of counters)
    new Counter({
      name: `${prefix}_${snake(name)}_total`,
      help: `${name} of ${prefix} since the start`,
      registers: [registry],
      collect() {
        const now = read()[name] ?? 0
        this.inc(Math.max(0, now - (seen.get(name) ?? 0)))
        seen.set(name, now)
      },
    })
}

function observeProcess(registry: Registry): () => void {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  new Gauge({
    name: 'roomful_event_loop_delay_seconds',
    help: 'Delay of the event loop since the last scrape',
    labelNames: ['quantile'],
    registers: [registry],
    collect() {
      for (const quantile of [50, 90, 99]) {
        const value = delay.percentile(quantile)
        this.set({ quantile: String(quantile / 100) }, Number.isFinite(value) ? value / NANO : 0)
      }
      delay.reset()
    },
  })
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory',
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })
  new Gauge({
    name: 'process_start_time_seconds',
    help: 'Start of the process, Unix time',
    registers: [registry],
  }).set(Math.round(performance.timeOrigin / 1_000))
  observeSource(registry, {
    prefix: 'process',
    gauges: [],
    read: () => {
      const { user, system } = process.cpuUsage()
      return { cpuSeconds: (user + system) / 1e6 }
    },
  })
  return () => delay.disable()
}

/** One registry per server, so that several in one process do not mix. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const close = observeProcess(registry)
  const requests = new Histogram({
    name: 'roomful_http_request_seconds',
    help: 'Time to answer an HTTP request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  })
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    request(method, route, status, ms) {
      requests.observe({ method, route, status }, ms / 1_000)
    },
    observe: (source) => observeSource(registry, source),
    close,
  }
}
