import { LIMITS, type LogEntry, type Message } from '@roomful/protocol'
import type { Page, Storage } from '../ports/index.ts'

/** The newest messages of one room for its snapshots. Read when a newcomer needs them, kept until one of them changes,
 *  so that a storm of joins reads them once. */
export class History {
  readonly #storage: Pick<Storage, 'messagesPage'>
  readonly #room: string
  #page: Page<Message> | undefined

  /** @param fresh the room has no past, hence nothing to be read */
  constructor(storage: Pick<Storage, 'messagesPage'>, room: string, fresh: boolean) {
    this.#storage = storage
    this.#room = room
    this.#page = fresh ? { items: [], next_cursor: null } : undefined
  }

  get known(): Page<Message> | undefined {
    return this.#page
  }

  /** Fails with StorageUnavailable. */
  async load(): Promise<Page<Message>> {
    const page = await this.#storage.messagesPage(this.#room, undefined, LIMITS.HISTORY_IN_SNAPSHOT)
    this.#page = page
    return page
  }

  /** Before anything else reads: entries that touch messages make the page out of date. */
  heard(entries: readonly LogEntry[]): void {
    if (this.#page && entries.some(({ type }) => type.startsWith('message.') || type === 'reaction.changed'))
      this.forget()
  }

  forget(): void {
    this.#page = undefined
  }
}
