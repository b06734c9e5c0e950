import { type Fault, fault, isQueryName } from '@roomful/protocol'
import type { Clock } from '../ports/index.ts'

/** So many at once, then so many a second. */
interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/** Per person, all of their sockets together; `connect` per address, `bad` (frames that cannot be read) per person or address. */
export const RATES = {
  message: { burst: 20, perSecond: 5 },
  reaction: { burst: 20, perSecond: 5 },
  /** A newcomer to a call of 8 sends an offer and some twenty candidates to each. */
  signal: { burst: 300, perSecond: 100 },
  /** A heartbeat each 1.5 s, and the end of typing. */
  typing: { burst: 10, perSecond: 2 },
  join: { burst: 20, perSecond: 2 },
  query: { burst: 40, perSecond: 10 },
  other: { burst: 40, perSecond: 10 },
  /** A class behind one address comes in at once. */
  connect: { burst: 200, perSecond: 20 },
  bad: { burst: 40, perSecond: 5 },
} as const satisfies Record<string, Rate>
export type RateName = keyof typeof RATES

const BY_TYPE: Readonly<Record<string, RateName>> = {
  'message.send': 'message',
  'message.edit': 'message',
  'message.delete': 'message',
  'reaction.set': 'reaction',
  'signal.send': 'signal',
  'typing.set': 'typing',
  'room.join': 'join',
}

export const rateOf = (type: string): RateName => {
  if (isQueryName(type)) return 'query'
  return Object.hasOwn(BY_TYPE, type) ? (BY_TYPE[type] ?? 'other') : 'other'
}

/** Token buckets by the generic cell rate algorithm (ITU-T I.371): one number for each bucket that is not full, no timers, and
 *  an answer without waiting, which keeps the order of a socket's frames. */
export class Rates {
  readonly #clock: Clock
  /** When the bucket will be full again, monotonic ms. */
  readonly #fullAt = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes one from the bucket, or says how long to wait. */
  take(name: RateName, who: string): Fault | undefined {
    const { burst, perSecond } = RATES[name]
    const oneMs = 1_000 / perSecond
    const now = this.#clock.monotonic()
    const bucket = `${name} ${who}`
    const fullAt = Math.max(this.#fullAt.get(bucket) ?? now, now) + oneMs
    const waitMs = Math.ceil(fullAt - now - burst * oneMs)
    if (waitMs > 0) return fault('rate_limited', undefined, waitMs)
    this.#fullAt.set(bucket, fullAt)
    return undefined
  }

  /** Forgets full buckets. */
  sweep(): void {
    const now = this.#clock.monotonic()
    for (const [bucket, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(bucket)
  }

  get size(): number {
    return this.#fullAt.size
  }
}
