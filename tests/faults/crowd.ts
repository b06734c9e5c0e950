import { createClient, type RoomClient, type RoomfulClient } from '@roomful/client'
import type { Random } from '../fuzz/random.ts'
import type { FinalLog, HistoryRecorder } from './history/record.ts'

/** Real SDK clients that write to one room and record what they attempted and what was acknowledged.
 *  The text of each message is unique and stands for its key in the history. */
export class Writers {
  readonly #history: HistoryRecorder
  readonly #members: { name: string; client: RoomfulClient; room: RoomClient }[] = []
  #sent = 0
  #onAck: () => void = () => undefined

  constructor(history: HistoryRecorder) {
    this.#history = history
  }

  async add(name: string, url: string, token: string, slug: string): Promise<void> {
    const client = createClient({ url, token })
    const room = client.room(slug)
    await room.join()
    this.#members.push({ name, client, room })
  }

  /** Every member writes, one message after another, until `acks` more have been acknowledged; resolves then, with
   *  messages still under way. Call again to go on. */
  write(acks: number): Promise<void> {
    let left = acks
    const reached = new Promise<void>((resolve) => {
      this.#onAck = () => {
        left -= 1
        if (left === 0) resolve()
      }
    })
    for (const member of this.#members) this.#pending.add(this.#line(member, () => left > 0))
    return reached
  }

  readonly #pending = new Set<Promise<void>>()

  async #line(member: { name: string; room: RoomClient }, goOn: () => boolean): Promise<void> {
    while (goOn()) {
      this.#sent += 1
      const key = `${member.name} ${this.#sent}`
      this.#history.add({ k: 'attempt', member: member.name, key })
      const { id, seq, epoch } = await member.room.messages.send(key)
      this.#history.add({ k: 'ack', member: member.name, key, id, seq, epoch })
      this.#onAck()
    }
  }

  /** One member goes for good; its history ends here. */
  async leave(name: string): Promise<void> {
    const at = this.#members.findIndex((member) => member.name === name)
    const [gone] = this.#members.splice(at, 1)
    await gone?.room.leave()
    await gone?.client.close()
  }

  /** All that was sent has been acknowledged. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending)
  }

  /** Waits until everybody has applied everything up to the highest position, then records what each one holds. */
  async finish(database: FinalLog): Promise<void> {
    const top = Math.max(
      ...this.#members.map(({ room }) => room.get().position?.seq ?? 0),
      ...database.messages.map(({ seq }) => seq),
    )
    await Promise.all(
      this.#members.map(({ room }) =>
        until(room, () => room.get().status === 'joined' && (room.get().position?.seq ?? 0) >= top),
      ),
    )
    this.#history.add({ k: 'database', log: database })
    for (const { name, room } of this.#members) {
      const messages = room.messages
        .get()
        .items.flatMap(({ seq, id, text }) => (seq === null ? [] : [{ seq, id, key: text }]))
      const active = room.participants
        .get()
        .filter((person) => person.active)
        .map((person) => person.id)
      this.#history.add({
        k: 'final',
        member: name,
        log: { epoch: room.get().position?.epoch ?? '', messages, active },
      })
    }
  }

  get epoch(): string {
    return this.#members[0]?.room.get().position?.epoch ?? ''
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ client }) => client.close()))
  }
}

/** Resolves when the condition holds, looking again on each change. */
export function until(
  store: { subscribe(listener: () => void): () => void },
  holds: () => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    if (holds()) return resolve()
    const stop = store.subscribe(() => {
      if (!holds()) return
      stop()
      resolve()
    })
  })
}

/** What the database says, read by REST as a member: all messages in order, and who is there. */
export async function databaseLog(
  url: string,
  token: string,
  slug: string,
  epoch: string,
): Promise<FinalLog> {
  const pages = async <T>(path: string): Promise<T[][]> => {
    const found: T[][] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const answer = await fetch(
        `${url}/api/rooms/${slug}/${path}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        {
          headers: { authorization: `Bearer ${token}` },
        },
      )
      if (!answer.ok) throw new Error(await answer.text())
      const page: { items: T[]; next_cursor: string | null } = await answer.json()
      found.push(page.items)
      cursor = page.next_cursor
    }
    return found
  }
  // Newest page first, each oldest first.
  const messages = (await pages<{ seq: number; id: string; text: string }>('messages')).reverse().flat()
  const people = (await pages<{ id: string; active: boolean }>('participants')).flat()
  return {
    epoch,
    messages: messages.map(({ seq, id, text }) => ({ seq, id, key: text })),
    active: people.filter(({ active }) => active).map(({ id }) => id),
  }
}

/** A number of acks after which to strike. */
export const strikeAfter = (random: Random): number => 10 + random.below(60)
