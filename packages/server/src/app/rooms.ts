import { LIMITS } from '@roomful/protocol'
import { type RoomFacts, recover } from '@roomful/room'
import type { StoredRoom } from '../ports/index.ts'
import { RoomShell } from './room-shell.ts'
import type { Services } from './services.ts'

/** How often empty rooms are looked for, milliseconds. */
const SWEEP_MS = 15_000

/** The rooms that this node has in memory, by slug. Loaded when first asked for, unloaded when empty for a while. */
export class Rooms {
  readonly #services: Services
  readonly #loaded = new Map<string, RoomShell>()
  readonly #loading = new Map<string, Promise<RoomShell | undefined>>()
  #cancelSweep: () => void

  constructor(services: Services) {
    this.#services = services
    this.#cancelSweep = services.clock.after(SWEEP_MS, () => this.#sweep())
  }

  get size(): number {
    return this.#loaded.size
  }
  values(): Iterable<RoomShell> {
    return this.#loaded.values()
  }
  get(slug: string): RoomShell | undefined {
    return this.#loaded.get(slug)
  }

  /** The room, or undefined when there is none. Fails with StorageUnavailable. */
  async find(slug: string): Promise<RoomShell | undefined> {
    return this.#loaded.get(slug) ?? (await this.#once(slug, () => this.#load(slug)))
  }

  /** The room; an open one is made when there is none, with `creator` as its host. Fails with StorageUnavailable. */
  async open(slug: string, creator: string): Promise<RoomShell> {
    for (;;) {
      const found = (await this.find(slug)) ?? (await this.#once(slug, () => this.#create(slug, creator)))
      // Somebody else's search may have been on its way, and found nothing.
      if (found) return found
    }
  }

  close(): void {
    this.#cancelSweep()
    for (const shell of this.#loaded.values()) shell.stop()
    this.#loaded.clear()
  }

  /** One search a slug at a time, or two shells of one room would come to be. */
  #once(slug: string, search: () => Promise<RoomShell | undefined>): Promise<RoomShell | undefined> {
    const running = this.#loading.get(slug)
    if (running) return running
    const started = search().finally(() => this.#loading.delete(slug))
    this.#loading.set(slug, started)
    return started
  }

  async #load(slug: string): Promise<RoomShell | undefined> {
    const stored = await this.#services.storage.loadRoom(slug)
    return stored && this.#hold(stored)
  }

  async #create(slug: string, creator: string): Promise<RoomShell | undefined> {
    const { storage, clock, ids } = this.#services
    const facts: RoomFacts = {
      id: ids.uuid(),
      slug,
      kind: 'open',
      access: 'link',
      createdAt: clock.now(),
      epoch: ids.token(),
      title: slug,
      capacity: LIMITS.ROOM_CAPACITY,
    }
    const { room, created } = await storage.createRoom(facts, creator)
    return created ? this.#hold({ ...room, by: creator }) : this.#load(slug)
  }

  #hold(stored: StoredRoom & { readonly by: string | null }): RoomShell {
    const shell = new RoomShell(this.#services, recover(stored))
    this.#loaded.set(shell.slug, shell)
    return shell
  }

  /** Unloads empty rooms: those unused for IDLE_ROOM_MS, and the longest unused of the others above IDLE_ROOMS. */
  #sweep(): void {
    this.#cancelSweep = this.#services.clock.after(SWEEP_MS, () => this.#sweep())
    const { IDLE_ROOMS, IDLE_ROOM_MS } = this.#services.limits
    const now = this.#services.clock.monotonic()
    const idle = [...this.#loaded.values()].filter((shell) => shell.idle).sort((a, b) => b.usedAt - a.usedAt)
    for (const [place, shell] of idle.entries()) {
      shell.history.forget()
      if (place < IDLE_ROOMS && now - shell.usedAt < IDLE_ROOM_MS) continue
      shell.stop()
      this.#loaded.delete(shell.slug)
    }
  }
}
