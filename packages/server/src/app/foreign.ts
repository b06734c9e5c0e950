import { LIMITS, type LogEntry } from '@roomful/protocol'
import { evolve, recover } from '@roomful/room'
import type { Publication } from '../ports/index.ts'
import { toEntry } from './log-pages.ts'
import type { RoomShell } from './room-shell.ts'
import type { Services } from './services.ts'

/** Publications kept while the database cannot be read. */
const WAITING = 1_000
/** After a failed reading of the log, milliseconds. */
const AGAIN_MS = 1_000

/** What other nodes did in a room: taken in by order of seq, gaps filled from the database, which is the truth. */
export class Foreign {
  readonly #services: Services
  readonly #shell: RoomShell
  #waiting: Publication[] = []
  #cancelRetry: (() => void) | undefined

  constructor(services: Services, shell: RoomShell) {
    this.#services = services
    this.#shell = shell
  }

  /** @param busy a batch is in flight: its outcome comes first, `absorb` follows it */
  push(publication: Publication, busy: boolean): void {
    this.#waiting.push(publication)
    // The database is the truth; what is dropped here is read from it.
    if (this.#waiting.length > WAITING) this.#waiting = [publication]
    if (!busy && !this.#cancelRetry) this.absorb()
  }

  stop(): void {
    this.#cancelRetry?.()
    this.#waiting = []
  }

  absorb(): void {
    if (this.#cancelRetry) return
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (this.#lacks(next)) {
        void this.#shell.exclusively(() => this.#fill())
        return
      }
      this.#waiting.shift()
      const { seq } = this.#shell.room.logged
      this.#take(next.entries.filter((entry) => entry.seq > seq))
      const at = this.#services.clock.now()
      for (const fact of [...next.sockets, ...next.live]) evolve(this.#shell.room, fact, at)
      this.#shell.tell([], next.live)
    }
  }

  /** Reads what this node lacks. Fails with StorageUnavailable. */
  async catchUp(): Promise<void> {
    for (;;) {
      const { room, id } = this.#shell
      const { seq } = room.logged
      const { events, floor } = await this.#services.storage.readLog(id, seq, LIMITS.RESUME_PAGE)
      if (floor > seq) {
        await this.#reload()
        return
      }
      this.#take(events.map(toEntry))
      if (events.length < LIMITS.RESUME_PAGE) return
    }
  }

  /** Whether there is a gap between what this node holds and a publication. */
  #lacks({ entries }: Publication): boolean {
    const { seq } = this.#shell.room.logged
    const first = entries.find((entry) => entry.seq > seq)
    return first !== undefined && first.seq > seq + 1
  }

  async #fill(): Promise<void> {
    try {
      await this.catchUp()
      const next = this.#waiting[0]
      if (next && this.#lacks(next)) throw new Error('the database does not hold what was published')
    } catch (error) {
      this.#services.log.warn({ err: error, room: this.#shell.id }, 'a gap could not be filled yet')
      this.#cancelRetry ??= this.#services.clock.after(AGAIN_MS, () => {
        this.#cancelRetry = undefined
        this.#shell.absorb()
      })
    }
  }

  /** The log no longer reaches back to where this node stands: members have to start from a snapshot. */
  async #reload(): Promise<void> {
    const { slug } = this.#shell
    const stored = await this.#services.storage.loadRoom(slug)
    if (stored) this.#shell.room = { ...recover(stored), live: this.#shell.room.live }
    this.#shell.history.forget()
    this.#shell.members.close('unrecoverable_position')
  }

  #take(entries: readonly LogEntry[]): void {
    const { room } = this.#shell
    // Ours come before, on the members' links as in the log.
    this.#shell.flush()
    for (const entry of entries) {
      if (entry.type === 'hidden') room.logged.seq = entry.seq
      else evolve(room, entry, entry.at)
    }
    this.#shell.tell(entries, [])
  }
}
