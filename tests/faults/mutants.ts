import type { Cluster, Publication, Storage } from '@roomful/server'

/** A server with one planted bug, made by wrapping a port. The checker must catch each of them. */
export interface Mutant {
  readonly wrapStorage?: (storage: Storage) => Storage
  readonly wrapCluster?: (cluster: Cluster) => Cluster
}

/** Every how many chat messages a bug strikes. */
const EVERY = 7

const withStorage = (change: (storage: Storage) => Partial<Storage>): Mutant => ({
  wrapStorage: (storage) => Object.assign(Object.create(bound(storage)), change(storage)),
})
/** Methods that work when called through an object that inherits from this one, private fields and all. */
function bound<T extends object>(target: T): T {
  return new Proxy(target, {
    get: (from, name) => {
      const value: unknown = Reflect.get(from, name, from)
      return typeof value === 'function' ? value.bind(from) : value
    },
  })
}
const withPublish = (change: (publication: Publication) => Publication): Mutant => ({
  wrapCluster: (cluster) => {
    const publish = (publication: Publication) => cluster.publish(change(publication))
    return Object.assign(Object.create(bound(cluster)), { publish })
  },
})

type Entry = Publication['entries'][number]
const isChat = (entry: Entry) => entry.type === 'message.created'
const hidden = ({ seq, at }: Entry): Entry => ({ seq, at, type: 'hidden' })
/** The event of `from` in the place of `to`. */
const moved = (from: Entry, to: Entry): Entry => ({ ...from, seq: to.seq })

/** Strikes once every EVERY-th time that `fits` holds. */
const now = () => {
  let count = 0
  return (fits: boolean): boolean => {
    if (fits) count += 1
    return fits && count % EVERY === 0
  }
}

export const MUTANTS = {
  /** Says ok without having written: whoever asks the database later does not find it. */
  'ack before commit': (): Mutant => {
    const strikes = now()
    return withStorage((storage) => ({
      append: async (append) => {
        const chat = append.events.some(({ event }) => event.type === 'message.created')
        if (!strikes(chat)) return storage.append(append)
        const kept = append.events.map((stored) =>
          stored.event.type === 'message.created'
            ? {
                ...stored,
                event: {
                  type: 'hand.changed' as const,
                  payload: { id: stored.event.payload.author, hand_at: null },
                },
              }
            : stored,
        )
        return storage.append({ ...append, events: kept })
      },
    }))
  },
  /** Members never see some messages, and their numbers are whole. */
  drop: (): Mutant => {
    const strikes = now()
    return withPublish((publication) => ({
      ...publication,
      entries: publication.entries.map((entry) => (strikes(isChat(entry)) ? hidden(entry) : entry)),
    }))
  },
  /** A message comes again in the place of the next one. */
  duplicate: (): Mutant => {
    let last: Entry | undefined
    const strikes = now()
    return withPublish((publication) => ({
      ...publication,
      entries: publication.entries.map((entry) => {
        const again = last && strikes(isChat(entry)) ? moved(last, entry) : entry
        if (isChat(entry)) last = entry
        return again
      }),
    }))
  },
  /** Two neighbours change places. */
  swap: (): Mutant => {
    const strikes = now()
    return withPublish((publication) => {
      const entries = [...publication.entries]
      for (const [at, entry] of entries.entries()) {
        const next = entries[at + 1]
        if (!next || !isChat(entry) || !isChat(next) || !strikes(true)) continue
        entries[at] = moved(next, entry)
        entries[at + 1] = moved(entry, next)
      }
      return { ...publication, entries }
    })
  },
  /** Nobody hears that somebody left. */
  ghost: (): Mutant =>
    withPublish((publication) => ({
      ...publication,
      entries: publication.entries.map((entry) =>
        entry.type === 'participant.left' ? hidden(entry) : entry,
      ),
    })),
  /** A retry is taken for a new message. */
  'no dedupe': (): Mutant =>
    withStorage((storage) => ({ append: (append) => storage.append({ ...append, keys: [] }) })),
} as const satisfies Record<string, () => Mutant>
