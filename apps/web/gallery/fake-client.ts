import type {
  CallState,
  ConnectionState,
  MessagesState,
  MessageView,
  ParticipantView,
  RemotePeer,
  RoomClient,
  RoomfulClient,
  RoomState,
} from '@roomful/client'
import { createStore, type Store } from '../src/store.ts'
import { message } from './chat.ts'
import { SELF } from './people.ts'

const done = async () => {}

export interface FakeRoom {
  readonly client: RoomfulClient
  readonly room: RoomClient
  readonly call: Store<CallState>
  readonly messages: Store<MessagesState>
  readonly connection: Store<ConnectionState>
  readonly typing: Store<readonly string[]>
  readonly participants: Store<readonly ParticipantView[]>
  emit(event: 'message.created', message: MessageView): void
}

export interface FakeSource {
  readonly participants: readonly ParticipantView[]
  readonly messages: readonly MessageView[]
  readonly hasOlder?: boolean
  readonly older?: (before: MessageView | undefined) => readonly MessageView[]
  readonly call: CallState
  readonly title?: string
}

export const peerOf = ({ id }: ParticipantView, at: number, more: Partial<RemotePeer> = {}): RemotePeer => ({
  leg: {
    connection: `c-${id}`,
    participant: id,
    negotiation: 'perfect',
    media: { audio: at % 3 !== 1, video: false, screen: false },
    joined_at: at,
  },
  state: 'connected',
  stream: null,
  screen: null,
  quality: at === 2 ? 2 : at === 7 ? 1 : 3,
  level: 0,
  ...more,
})

/** A room without a server: every state can be set, the actions change it as the server would. */
export function createFakeRoom(source: FakeSource): FakeRoom {
  const state = createStore<RoomState>({
    status: 'joined',
    info: {
      slug: 'weekly',
      kind: 'meeting',
      title: source.title ?? 'All Users Weekly Sync',
      access: 'link',
      capacity: 1000,
      created_at: 0,
    },
    self: { participant: SELF, connection: 'c-self', role: source.participants[0]?.role ?? 'member' },
    fault: null,
    position: null,
  })
  const call = createStore(source.call)
  const participants = createStore(source.participants)
  const typing = createStore<readonly string[]>([])
  const connection = createStore<ConnectionState>({
    status: 'connected',
    fault: null,
    retryAt: null,
    rttMs: 24,
  })
  const messages = createStore<MessagesState>({
    items: source.messages,
    hasOlder: source.hasOlder ?? false,
    loadingOlder: false,
  })
  const listeners = new Set<(message: MessageView) => void>()
  const change = (id: string, part: Partial<MessageView>) =>
    messages.patch({ items: messages.get().items.map((one) => (one.id === id ? { ...one, ...part } : one)) })
  const media = (part: Partial<CallState['media']>) => call.patch({ media: { ...call.get().media, ...part } })

  const room: RoomClient = {
    slug: 'weekly',
    get: state.get,
    subscribe: state.subscribe,
    join: done,
    leave: done,
    on: (event, listener) => {
      const tell = listener as (message: MessageView) => void
      if (event === 'message.created') listeners.add(tell)
      return () => listeners.delete(tell)
    },
    onDiscontinuity: () => () => {},
    messages: {
      get: messages.get,
      subscribe: messages.subscribe,
      send: async (text) => {
        messages.patch({ items: [...messages.get().items, message('Jo Diaz', text, Date.now())] })
        return { id: '', seq: 1, epoch: '', at: 0, duplicate: false }
      },
      edit: async (id, text) => change(id, { text, edited_at: Date.now() }),
      delete: async (id) => change(id, { text: '', deleted_at: Date.now() }),
      react: async (id, emoji, on) => change(id, { reactions: on ? [{ emoji, count: 1, by: [SELF] }] : [] }),
      retry: done,
      discard: () => {},
      trim: () => {},
      find: async () => undefined,
      loadOlder: async () => {
        messages.patch({ loadingOlder: true })
        await new Promise((next) => setTimeout(next, 120))
        const older = source.older?.(messages.get().items[0]) ?? []
        messages.set({
          items: [...older, ...messages.get().items],
          loadingOlder: false,
          hasOlder: older.length > 0,
        })
      },
    },
    participants: {
      get: participants.get,
      subscribe: participants.subscribe,
      setRole: done,
      rename: done,
      updateData: async (patch) => patch,
      raiseHand: async (raised) =>
        participants.set(
          participants
            .get()
            .map((one) => (one.isSelf ? { ...one, hand_at: raised ? Date.now() : null } : one)),
        ),
    },
    presence: {
      ...createStore({
        active: source.participants.filter(({ active }) => active).length,
        inactive: source.participants.filter(({ active }) => !active).length,
      }),
      setState: () => {},
    },
    typing: { get: typing.get, subscribe: typing.subscribe, keystroke: () => {}, stop: () => {} },
    call: {
      get: call.get,
      subscribe: call.subscribe,
      join: done,
      leave: done,
      setMicrophone: async (audio) => media({ audio }),
      setCamera: async (video) => media({ video }),
      startScreen: done,
      stopScreen: done,
      setDevice: done,
      stats: async () => new Map(),
    },
  }
  const client: RoomfulClient = {
    get: connection.get,
    subscribe: connection.subscribe,
    room: () => room,
    hold: () => ({ room, release: () => {} }),
    clockOffsetMs: 0,
    reconnect: () => connection.patch({ status: 'connected' }),
    close: done,
    [Symbol.asyncDispose]: done,
  }
  return {
    ...{ client, room, call, messages, connection, typing, participants },
    emit: (_, created) => {
      for (const listener of listeners) listener(created)
    },
  }
}
