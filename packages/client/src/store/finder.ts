import type { Message, QueryAnswer } from '@roomful/protocol'
import type { RoomCommands } from '../feature.ts'

/** Ids in one `messages.get`. */
const GET_MAX = 50

interface Wish {
  readonly id: string
  resolve(message: Message | undefined): void
  reject(error: unknown): void
}

/** Single messages from the server. What is asked for in one go, as a list of quotes does, becomes one query. */
export function createFinder(commands: RoomCommands): (id: string) => Promise<Message | undefined> {
  let wishes: Wish[] = []

  async function ask(some: readonly Wish[]): Promise<void> {
    try {
      const ids = [...new Set(some.map(({ id }) => id))]
      const { items } = await commands.ask<QueryAnswer<'messages.get'>>('query', 'messages.get', { ids })
      for (const { id, resolve } of some) resolve(items.find((message) => message.id === id))
    } catch (error) {
      for (const { reject } of some) reject(error)
    }
  }

  function askAll(): void {
    const all = wishes
    wishes = []
    for (let from = 0; from < all.length; from += GET_MAX) void ask(all.slice(from, from + GET_MAX))
  }

  return (id) =>
    new Promise((resolve, reject) => {
      if (wishes.length === 0) queueMicrotask(askAll)
      wishes.push({ id, resolve, reject })
    })
}
