import type { Cluster, Publication } from '../../ports/index.ts'

type Listener = (publication: Publication) => void

/** Where the nodes of one process meet. One node alone has a bus of its own; tests give one bus to two. */
export interface Bus {
  readonly listeners: Map<string, Set<Listener>>
}
export const createBus = (): Bus => ({ listeners: new Map() })

/** The cluster of a single process: every subscriber is called before `publish` returns, in the order of subscription.
 *  @param node name of this node in this incarnation
 *  Subscribers must not throw. */
export function inProcessCluster({ node, bus = createBus() }: { node: string; bus?: Bus }): Cluster {
  const own = new Set<() => void>()
  return {
    name: 'in-process',
    node,
    publish(publication) {
      const listeners = bus.listeners.get(publication.room)
      // A copy: a listener may unsubscribe while it listens.
      if (listeners) for (const listener of [...listeners]) listener(publication)
    },
    subscribe(room, on) {
      // Each subscription is its own, also when one function subscribes twice.
      const listener: Listener = (publication) => on(publication)
      const listeners = bus.listeners.get(room) ?? new Set()
      bus.listeners.set(room, listeners.add(listener))
      const unsubscribe = () => {
        own.delete(unsubscribe)
        listeners.delete(listener)
        if (listeners.size === 0 && bus.listeners.get(room) === listeners) bus.listeners.delete(room)
      }
      own.add(unsubscribe)
      return unsubscribe
    },
    async ping() {},
    async close() {
      for (const unsubscribe of [...own]) unsubscribe()
    },
  }
}
