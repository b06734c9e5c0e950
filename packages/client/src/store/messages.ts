import type { CommandAnswer, LogEntry, ParticipantId, Position, QueryAnswer } from '@roomful/protocol'
import { RoomfulError } from '../errors.ts'
import type { Part, RoomCommands, Self } from '../feature.ts'
import type { CommandQueue, Ending } from '../queue.ts'
import type { StoredCommand } from '../queue-storage.ts'
import { type Batch, createComputed } from '../readable.ts'
import type { WholeSnapshot } from '../snapshot.ts'
import type { MessagesClient, MessagesState, MessageView } from '../types.ts'
import { createFinder } from './finder.ts'
import { Outbox } from './outbox.ts'
import { MessageWindow } from './window.ts'

/** Messages kept in memory while nobody asked for older ones. Trimmed in steps, so that not each message moves the list. */
const WINDOW_MAX = 2_000
const WINDOW_STEP = 200
const PAGE_LIMIT = 50

export interface MessagesOptions {
  readonly batch: Batch
  readonly queue: CommandQueue
  readonly commands: RoomCommands
  position(): Position | null
  /** The server's clock, Unix ms. */
  serverNow(): number
  nameOf(id: ParticipantId): string
  onCreated(message: MessageView): void
  /** A message was sent: typing is over. */
  onSending(): void
}

export interface Messages extends Part<MessagesClient> {
  /** Shows a message that a page before this one left unsent. @returns who hears how it ends */
  restored(command: StoredCommand): (end: Ending) => void
}

export function createMessages(options: MessagesOptions): Messages {
  const { batch, queue, commands } = options
  const window = new MessageWindow()
  const outbox = new Outbox()
  const find = createFinder(commands)
  let self: ParticipantId | null = null
  let cursor: string | null = null
  /** Names the window's content: what was asked for an older one is void. */
  let generation = 0
  let loading: Promise<void> | null = null
  let readsOlder = false
  let shown: MessagesState = { items: [], hasOlder: false, loadingOlder: false }

  const state = createComputed(batch, () => {
    const items: MessageView[] = [...window.rows, ...outbox.visible(window.rows, options.position()?.epoch)]
    const isSame =
      items.length === shown.items.length && items.every((row, index) => row === shown.items[index])
    const next = {
      items: isSame ? shown.items : items,
      hasOlder: cursor !== null,
      loadingOlder: loading !== null,
    }
    if (!isSame || next.hasOlder !== shown.hasOlder || next.loadingOlder !== shown.loadingOlder) shown = next
    return shown
  })

  function trim(): void {
    readsOlder = false
    if (!window.trim(WINDOW_MAX)) return
    cursor = String(window.rows[0]?.seq ?? '')
    generation += 1
    state.invalidate()
  }

  const pendingView = (key: string, text: string, replyTo: string | undefined, at: number) => ({
    id: key,
    key,
    seq: null,
    author: self ?? '',
    name: self ? options.nameOf(self) : '',
    text,
    at,
    edited_at: null,
    deleted_at: null,
    reply_to: replyTo ?? null,
    reactions: [],
    status: 'pending' as const,
    fault: null,
    isOwn: true,
  })

  function settled(key: string, end: Ending): void {
    if (end.ok) {
      const answer = end.result as CommandAnswer<'message.send'>
      const position = options.position()
      const isToCome = position?.epoch === answer.epoch && answer.seq > position.seq
      if (isToCome) outbox.acked(key, answer)
      else outbox.remove(key)
    } else if (!(end.error instanceof RoomfulError)) outbox.remove(key)
    else if (end.error.code === 'discarded') outbox.remove(key)
    else if (end.error.code !== 'closed') outbox.failed(key, end.error.fault)
    state.invalidate()
  }

  function enqueue(key: string, body: { text: string; reply_to?: string }, signal?: AbortSignal) {
    return new Promise<CommandAnswer<'message.send'>>((resolve, reject) => {
      queue.enqueue('message.send', body, {
        key,
        signal,
        settle(end) {
          settled(key, end)
          if (end.ok) resolve(end.result as CommandAnswer<'message.send'>)
          else reject(end.error)
        },
      })
    })
  }

  const bodyOf = (text: string, replyTo: string | null | undefined) =>
    replyTo ? { text, reply_to: replyTo } : { text }

  function created(payload: Extract<LogEntry, { type: 'message.created' }>['payload'], seq: number): void {
    const { key, ...message } = payload
    const isOwn = message.author === self
    if (isOwn && key !== null) outbox.remove(key)
    // The log may forget keys; what was acknowledged is known by its id as well.
    outbox.removeById(message.id)
    const row = window.append(
      { ...message, seq, edited_at: null, deleted_at: null, reactions: [] },
      isOwn ? key : null,
    )
    if (!readsOlder && !loading && window.rows.length > WINDOW_MAX + WINDOW_STEP) trim()
    state.invalidate()
    batch.afterwards(() => options.onCreated(row))
  }

  async function loadPage(): Promise<void> {
    const mine = generation
    const body = { limit: PAGE_LIMIT, ...(cursor === null ? {} : { cursor }) }
    try {
      const page = await commands.ask<QueryAnswer<'messages.page'>>('query', 'messages.page', body)
      if (mine !== generation) return
      readsOlder = true
      window.prepend(page.items)
      cursor = page.next_cursor
    } finally {
      loading = null
      state.invalidate()
    }
  }

  return {
    client: {
      get: state.get,
      subscribe: state.subscribe,
      send(text, { replyTo, signal } = {}) {
        const key = queue.newKey()
        return batch.run(() => {
          options.onSending()
          outbox.add(pendingView(key, text, replyTo, options.serverNow()), options.position(), false)
          state.invalidate()
          return enqueue(key, bodyOf(text, replyTo), signal)
        })
      },
      async edit(id, text) {
        await queue.push('message.edit', { id, text })
      },
      async delete(id) {
        await queue.push('message.delete', { id })
      },
      async react(id, emoji, on) {
        await queue.push('reaction.set', { id, emoji, on })
      },
      async retry(key) {
        const row = outbox.get(key)
        if (row?.status !== 'failed') return
        await batch.run(() => {
          outbox.pending(key)
          state.invalidate()
          return enqueue(key, bodyOf(row.text, row.reply_to))
        })
      },
      discard(key) {
        batch.run(() => {
          queue.remove(key)
          if (outbox.get(key)?.status !== 'sent' && outbox.remove(key)) state.invalidate()
        })
      },
      loadOlder() {
        if (loading) return loading
        if (cursor === null) return Promise.resolve()
        loading = loadPage()
        state.invalidate()
        return loading
      },
      trim,
      find: async (id) => window.byId(id) ?? (await find(id)),
    },
    restored({ key, body, at, after }) {
      const { text, reply_to } = body as { text: string; reply_to?: string }
      outbox.add(pendingView(key, text, reply_to, at), after, true)
      state.invalidate()
      return (end) => settled(key, end)
    },
    feature: {
      onSelf(next: Self) {
        if (next.participant === self) return
        self = next.participant
        window.setSelf(self)
        state.invalidate()
      },
      onLog(entry) {
        if (entry.type === 'message.created') created(entry.payload, entry.seq)
        else if (
          entry.type === 'message.edited' ||
          entry.type === 'message.deleted' ||
          entry.type === 'reaction.changed'
        ) {
          if (window.change(entry)) state.invalidate()
        }
      },
      onSnapshot(whole: WholeSnapshot) {
        generation += 1
        readsOlder = false
        window.replace(whole.messages)
        cursor = whole.messages_cursor
        outbox.settle(whole.position)
        // A snapshot tells no keys: what was sent and not answered may be in it.
        outbox.doubt(queue.keys.filter((key) => queue.wasSent(key)))
        state.invalidate()
      },
    },
  }
}
