import type { Position } from '@roomful/protocol'
import type { ClientOptions } from './types.ts'

/** A command that was not answered yet, as it is kept over a reload. */
export interface StoredCommand {
  readonly key: string
  readonly type: string
  readonly body: unknown
  /** Whose it is: another person on the same device must not send it. */
  readonly by: string
  /** Unix ms, our clock. */
  readonly at: number
  /** How far the log was read then. */
  readonly after: Position | null
}

const isStored = (value: unknown): value is StoredCommand =>
  typeof value === 'object' && value !== null && 'key' in value && 'type' in value && 'by' in value

/** The queue of one room in `localStorage` or the like. Each change reads what is there first: other tabs write it too.
 *  A store that is full or forbidden is as good as none. */
export class QueueStorage {
  readonly #storage: ClientOptions['storage']
  readonly #name: string

  constructor(storage: ClientOptions['storage'], slug: string) {
    this.#storage = storage
    this.#name = `roomful.queue:${slug}`
  }

  load(): readonly StoredCommand[] {
    try {
      const parsed: unknown = JSON.parse(this.#storage?.getItem(this.#name) ?? '[]')
      return Array.isArray(parsed) ? parsed.filter(isStored) : []
    } catch {
      return []
    }
  }

  put(command: StoredCommand): void {
    if (!this.#storage) return
    this.#save([...this.load().filter(({ key }) => key !== command.key), command])
  }

  remove(key: string): void {
    if (!this.#storage) return
    const all = this.load()
    const rest = all.filter((command) => command.key !== key)
    if (rest.length < all.length) this.#save(rest)
  }

  #save(commands: readonly StoredCommand[]): void {
    try {
      if (commands.length > 0) this.#storage?.setItem(this.#name, JSON.stringify(commands))
      else this.#storage?.removeItem(this.#name)
    } catch {}
  }
}
