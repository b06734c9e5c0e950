import type { LiveEvent, LogEntry } from '@roomful/protocol'
import { isSocketFact, type RoomFacts, type SocketFact, type UnloggedFact } from '@roomful/room'
import type { Cluster } from '../ports/index.ts'

/** What has happened in a room on this node and is not published yet, in its order. */
export class Outbox {
  readonly #cluster: Cluster
  #entries: LogEntry[] = []
  #facts: UnloggedFact[] = []

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  get empty(): boolean {
    return this.#entries.length === 0 && this.#facts.length === 0
  }

  add(entries: readonly LogEntry[], facts: readonly UnloggedFact[]): void {
    for (const entry of entries) this.#entries.push(entry)
    for (const fact of facts) this.#facts.push(fact)
  }

  /** One publication of everything; this node hears it before it returns. */
  publish({ id: room, slug, epoch }: RoomFacts): void {
    if (this.empty) return
    const entries = this.#entries
    const live: LiveEvent[] = []
    const sockets: SocketFact[] = []
    for (const fact of this.#facts) {
      if (isSocketFact(fact)) sockets.push(fact)
      else live.push(fact)
    }
    this.#entries = []
    this.#facts = []
    this.#cluster.publish({ node: this.#cluster.node, room, slug, epoch, entries, live, sockets })
  }
}
