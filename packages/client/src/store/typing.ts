import type { LiveEvent, LiveState, LogEntry, ParticipantId } from '@roomful/protocol'
import type { Part, RoomCommands, Self } from '../feature.ts'
import { type Batch, createCell } from '../readable.ts'
import type { ClientClock, TypingClient } from '../types.ts'

/** Repeats while the person types, and the end without a keystroke, milliseconds. Below TYPING_TTL_MS of the server. Rule TY3. */
const HEARTBEAT_MS = 1_500
const IDLE_MS = 2_000

export function createTyping(batch: Batch, commands: RoomCommands, clock: ClientClock): Part<TypingClient> {
  const others = createCell<readonly ParticipantId[]>(batch, [])
  let self: ParticipantId | null = null
  /** When `typing: true` was last sent; null while we do not type. */
  let sentAt: number | null = null
  let stopIdle = () => {}

  const set = (id: ParticipantId, typing: boolean) => {
    const now = others.get()
    if (id === self || now.includes(id) === typing) return
    others.set(typing ? [...now, id] : now.filter((other) => other !== id))
  }
  const stop = () => {
    stopIdle()
    if (sentAt === null) return
    sentAt = null
    commands.cast('typing.set', { typing: false })
  }
  return {
    client: {
      get: others.get,
      subscribe: others.subscribe,
      keystroke() {
        stopIdle()
        stopIdle = clock.after(IDLE_MS, stop)
        if (sentAt !== null && clock.now() - sentAt < HEARTBEAT_MS) return
        sentAt = clock.now()
        commands.cast('typing.set', { typing: true })
      },
      stop,
    },
    feature: {
      onSelf(next: Self) {
        set(next.participant, false)
        self = next.participant
      },
      onLog(entry: LogEntry) {
        // Whoever sent or left types no more; the server says so too, a moment later.
        if (entry.type === 'message.created') set(entry.payload.author, false)
        else if (entry.type === 'participant.left') set(entry.payload.id, false)
      },
      onLive(event: LiveEvent) {
        if (event.type === 'typing.changed') set(event.payload.participant, event.payload.typing)
      },
      onLiveState(state: LiveState) {
        const next = state.typing.filter((id) => id !== self)
        if (next.join('\n') !== others.get().join('\n')) others.set(next)
      },
      onLost() {
        sentAt = null
        if (others.get().length > 0) others.set([])
      },
    },
  }
}
