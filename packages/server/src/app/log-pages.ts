import type { LogEntry } from '@roomful/protocol'
import type { Dialect, RoomView } from '../dialects/dialect.ts'
import type { Storage, StoredEvent } from '../ports/index.ts'

export const toEntry = ({ seq, at, event }: StoredEvent): LogEntry => ({ seq, at, ...event })

/** A stretch of the log, as packet of each dialect that asked for it. */
export class LogPage {
  readonly entries: readonly LogEntry[]
  /** Highest number that has been trimmed. */
  readonly floor: number
  readonly #packets = new Map<Dialect, unknown>()

  constructor(entries: readonly LogEntry[], floor: number) {
    this.entries = entries
    this.floor = floor
  }

  packet(dialect: Dialect, view: RoomView): unknown {
    if (!this.#packets.has(dialect)) this.#packets.set(dialect, dialect.events(view, this.entries))
    return this.#packets.get(dialect)
  }
}

/** Reads the log for resumes. Whoever asks for a stretch that is being read already shares it: after a restart a whole room
 *  comes back to the same position. Nothing is kept longer, since deletions change the log. */
export class LogPages {
  readonly #storage: Pick<Storage, 'readLog'>
  readonly #reading = new Map<string, Promise<LogPage>>()

  constructor(storage: Pick<Storage, 'readLog'>) {
    this.#storage = storage
  }

  /** Fails with StorageUnavailable. */
  read(room: string, since: number, limit: number): Promise<LogPage> {
    const name = `${room} ${since} ${limit}`
    const shared = this.#reading.get(name)
    if (shared) return shared
    const page = this.#storage
      .readLog(room, since, limit)
      .then(({ events, floor }) => new LogPage(events.map(toEntry), floor))
      .finally(() => this.#reading.delete(name))
    this.#reading.set(name, page)
    return page
  }
}
