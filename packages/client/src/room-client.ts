import type { LiveEvent, LiveStateFrame, LogEntry, ServerFrame } from '@roomful/protocol'
import { createCallLine } from './call-line.ts'
import type { Connection } from './connection.ts'
import { Emitter } from './emitter.ts'
import { RoomfulError } from './errors.ts'
import type { Feature, RoomCommands } from './feature.ts'
import type { CreateCall } from './media-deps.ts'
import { CommandQueue } from './queue.ts'
import { QueueStorage } from './queue-storage.ts'
import { type Batch, createCell } from './readable.ts'
import { Session } from './session.ts'
import type { WholeSnapshot } from './snapshot.ts'
import { createMessages } from './store/messages.ts'
import { createParticipants } from './store/participants.ts'
import { createPresence } from './store/presence.ts'
import { createRoster } from './store/roster.ts'
import { createTyping } from './store/typing.ts'
import type {
  ClientClock,
  ClientOptions,
  Discontinuity,
  RoomClient,
  RoomEventPayloads,
  RoomState,
} from './types.ts'

/** For answers to queries and to commands of the call, milliseconds. */
const ASK_WAIT_MS = 10_000

export type RoomFrame = Extract<ServerFrame, { readonly room: string }>

export interface RoomOptions {
  readonly slug: string
  readonly connection: Connection
  readonly batch: Batch
  readonly clock: ClientClock
  readonly random: () => number
  readonly storage: ClientOptions['storage']
  readonly createCall: CreateCall
  clockOffsetMs(): number
  setInCall(inCall: boolean): void
}

/** A room as the client feeds it. */
export interface RoomEnd {
  readonly room: RoomClient
  handle(frame: RoomFrame): void
  connectionUp(): void
  connectionLost(): void
  connectionClosed(error: RoomfulError): void
  /** The client is closed: what waits is given up. */
  close(error: RoomfulError): void
}

/** Assembles one room: its session, its queue and one client per feature. */
export function createRoom(options: RoomOptions): RoomEnd {
  const { slug, connection, batch, clock, random } = options
  const state = createCell<RoomState>(batch, {
    status: 'idle',
    info: null,
    self: null,
    fault: null,
    position: null,
  })
  const patch = (change: Partial<RoomState>) => state.set({ ...state.get(), ...change })
  const events = new Emitter<RoomEventPayloads>()

  const commands: RoomCommands = {
    ask: <T>(t: 'cmd' | 'query', type: string, body: unknown) =>
      new Promise<T>((resolve, reject) => {
        if (!session.isJoined) return reject(new RoomfulError('offline'))
        connection.request({ t, room: slug, type, body, waitMs: ASK_WAIT_MS }, (outcome) =>
          outcome.ok ? resolve(outcome.result as T) : reject(outcome.error),
        )
      }),
    cast(type, body) {
      if (session.isJoined) connection.cast(slug, type, body)
    },
  }
  const queue = new CommandQueue({
    clock,
    random,
    storage: new QueueStorage(options.storage, slug),
    send: (command, settle) => connection.request({ t: 'cmd', room: slug, ...command }, settle),
    position: () => session.sequence.position,
    onNotJoined: () => session.rejoin(),
    onRenew: connection.renew,
  })
  const typing = createTyping(batch, commands, clock)
  const roster = createRoster(batch, (event, person) => events.emit(event, person))
  const presence = createPresence(roster, commands)
  const messages = createMessages({
    batch,
    queue,
    commands,
    position: () => session.sequence.position,
    serverNow: () => clock.now() + options.clockOffsetMs(),
    nameOf: (id) => roster.get().find((person) => person.id === id)?.name ?? '',
    onCreated: (message) => events.emit('message.created', message),
    onSending: typing.client.stop,
  })
  const callLine = createCallLine(batch, commands)
  const call = options.createCall({
    ...callLine.deps,
    setInCall: options.setInCall,
    clock,
    random,
    clockOffsetMs: options.clockOffsetMs,
  })
  // Typing ends with a message, so it hears of the message first.
  const features: readonly Feature[] = [typing, roster, messages, presence, callLine].map(
    ({ feature }) => feature,
  )
  const each = (tell: (feature: Feature) => void) => features.forEach(tell)

  /** Live events behind the first part of a snapshot, which tells of those before it. */
  let backlog: (LiveEvent | LiveStateFrame)[] | null = null
  const applyLive = (live: LiveEvent | LiveStateFrame) => {
    if ('t' in live) each((feature) => feature.onLiveState?.(live.state))
    else each((feature) => feature.onLive?.(live))
  }
  const handleLive = (live: LiveEvent | LiveStateFrame) => {
    if (!session.isWanted) return
    if (backlog) backlog.push(live)
    else applyLive(live)
  }

  function applyEntry(entry: LogEntry): void {
    each((feature) => feature.onLog?.(entry))
    const { info, self } = state.get()
    if (entry.type === 'room.updated' && info) {
      const { title = info.title, capacity = info.capacity } = entry.payload
      patch({ info: { ...info, title, capacity } })
    }
    if (entry.type === 'role.changed' && self && entry.payload.id === self.participant)
      patch({ self: { ...self, role: entry.payload.role } })
  }

  function applySnapshot(whole: WholeSnapshot, reason: Discontinuity['reason'] | null): void {
    patch({ info: whole.info, position: whole.position })
    each((feature) => feature.onSnapshot?.(whole))
    each((feature) => feature.onLiveState?.(whole.live))
    const behind = backlog ?? []
    backlog = null
    behind.forEach(applyLive)
    if (reason) batch.afterwards(() => events.emit('discontinuity', { room: slug, reason }))
  }

  const session = new Session({
    clock,
    random,
    request: (type, body, waitMs, settle) =>
      connection.request({ t: 'cmd', room: slug, type, body, waitMs }, settle),
    isUp: () => connection.state.get().status === 'connected',
    start: () => {
      connection.start()
      return connection.state.get().status === 'closed' ? new RoomfulError('closed') : null
    },
    onRenew: connection.renew,
    onStatus(status, fault) {
      patch({ status, fault })
      if (status !== 'joined') queue.stop()
      if (status === 'left' || status === 'failed') {
        each((feature) => feature.onLeft?.())
        callLine.setLink({ status: 'left', connection: null })
      }
    },
    onSelf(self) {
      patch({ self })
      each((feature) => feature.onSelf?.(self))
      queue.restore(self.participant, (command) =>
        command.type === 'message.send' ? messages.restored(command) : () => {},
      )
    },
    onReady(entries) {
      entries.forEach(applyEntry)
      patch({ position: session.sequence.position })
    },
    onSnapshot: applySnapshot,
    onJoined() {
      const connectionId = state.get().self?.connection ?? null
      if (callLine.deps.link.get().connection !== connectionId)
        callLine.setLink({ status: 'joined', connection: connectionId })
      each((feature) => feature.onJoined?.())
      queue.start()
    },
  })

  const room: RoomClient = {
    slug,
    messages: messages.client,
    participants: createParticipants(roster, queue),
    presence: presence.client,
    typing: typing.client,
    call,
    get: state.get,
    subscribe: state.subscribe,
    join: ({ name, signal } = {}) => batch.run(() => session.join(name, signal)),
    leave: () => batch.run(() => session.leave()),
    on: (event, listener) => events.on(event, listener),
    onDiscontinuity: (listener) => events.on('discontinuity', listener),
  }

  return {
    room,
    handle(frame) {
      if (frame.t === 'events') session.events(frame)
      else if (frame.t === 'live') frame.entries.forEach(handleLive)
      else if (frame.t === 'live_state') handleLive(frame)
      else if (frame.t === 'reset') session.reset(frame)
      else {
        if (frame.part === 0) backlog = []
        session.snapshot(frame)
      }
    },
    connectionUp: () => session.connectionUp(),
    connectionLost() {
      backlog = null
      if (callLine.deps.link.get().status === 'joined') callLine.setLink({ status: 'lost', connection: null })
      each((feature) => feature.onLost?.())
      session.connectionLost()
    },
    connectionClosed: (error) => session.connectionClosed(error),
    close(error) {
      queue.close(error)
    },
  }
}
