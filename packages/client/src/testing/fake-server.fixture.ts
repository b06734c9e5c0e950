import type { ClientFrame, FaultCode, LiveEvent, LogEntry, Position } from '@roomful/protocol'
import { FAULTS } from '@roomful/protocol/faults'
import { FakeRoom } from './fake-room.fixture.ts'
import { FakeSocket } from './fake-socket.fixture.ts'
import type { ManualClock } from './manual-clock.fixture.ts'

type Asked = Extract<ClientFrame, { t: 'cmd' | 'query' }>
interface Refusal {
  readonly code: FaultCode
  readonly retry_after_ms?: number
}

/** A server that speaks the protocol over sockets in memory. Frames move when the test says so. */
export class FakeServer {
  readonly clock: ManualClock
  readonly sockets: FakeSocket[] = []
  readonly rooms = new Map<string, FakeRoom>()
  /** What the client asked, in order of arrival. */
  readonly asked: Asked[] = []
  /** Refuses new sockets. */
  isDown = false
  /** Tokens that are refused, and why. */
  readonly badTokens = new Map<string, FaultCode>()
  /** Refusals for the next commands of a type, in order. */
  readonly refusals = new Map<string, Refusal[]>()
  /** The ack of a join leaves behind the snapshot instead of before it. */
  acksLast = false
  readonly #members = new Map<FakeSocket, Set<string>>()
  readonly #names = new Map<FakeSocket, string>()

  constructor(clock: ManualClock) {
    this.clock = clock
  }

  /** For ClientOptions. */
  get WebSocket() {
    const { sockets } = this
    return class extends FakeSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols)
        sockets.push(this)
      }
    }
  }

  room(slug = 'atrium'): FakeRoom {
    const room = this.rooms.get(slug) ?? new FakeRoom(slug)
    this.rooms.set(slug, room)
    return room
  }

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1)
    if (!socket) throw new Error('nobody connected')
    return socket
  }

  /** Something happens in the room by itself; the members' frame leaves. */
  tell(room: FakeRoom, ...entries: readonly LogEntry[]): void {
    for (const [socket, slugs] of this.#members) if (slugs.has(room.slug)) socket.push(room.events(entries))
  }

  live(room: FakeRoom, ...entries: readonly LiveEvent[]): void {
    for (const [socket, slugs] of this.#members)
      if (slugs.has(room.slug)) socket.push({ t: 'live', room: room.slug, entries })
  }

  refuse(type: string, ...refusals: readonly Refusal[]): void {
    this.refusals.set(type, [...(this.refusals.get(type) ?? []), ...refusals])
  }

  /** Opens what waits, or turns it away. @returns whether something moved */
  accept(): boolean {
    const waiting = this.sockets.filter((socket) => socket.readyState === 0)
    for (const socket of waiting)
      if (this.isDown) socket.drop()
      else socket.open()
    return waiting.length > 0
  }

  /** Reads one frame of the client. */
  read(socket: FakeSocket): boolean {
    const data = socket.toServer.shift()
    if (data === undefined) return false
    this.#handle(socket, JSON.parse(data))
    return true
  }

  /** Moves everything that can move. @returns whether something did */
  pump(): boolean {
    let moved = this.accept()
    for (const socket of [...this.sockets]) {
      while (this.read(socket)) moved = true
      while (socket.deliverToClient()) moved = true
    }
    return moved
  }

  /** Every connection is lost. */
  dropAll(code?: number): void {
    for (const socket of [...this.sockets]) socket.drop(code)
  }

  fatal(socket: FakeSocket, code: FaultCode): void {
    socket.push({ t: 'error', error: { code, text: FAULTS[code].text }, fatal: true })
  }

  #handle(socket: FakeSocket, frame: ClientFrame): void {
    if (frame.t === 'beat') socket.push({ t: 'beat' })
    else if (frame.t === 'hello') this.#hello(socket, frame.token)
    else {
      this.asked.push(frame)
      const refusal = this.refusals.get(frame.type)?.shift()
      if (refusal) {
        const error = { ...refusal, text: FAULTS[refusal.code].text }
        socket.push({ t: 'ack', id: frame.id, ok: false, error })
      } else this.#answer(socket, frame)
    }
  }

  #hello(socket: FakeSocket, token: string): void {
    const bad = this.badTokens.get(token)
    if (bad) {
      this.fatal(socket, bad)
      return
    }
    // The token of these tests is the name.
    this.#names.set(socket, token)
    socket.push({
      ...{ t: 'welcome', connection: this.#connectionOf(socket), beat_ms: 5_000, beat_in_call_ms: 1_000 },
      principal: { id: `guest:${token}`, name: token, admin: false },
      now: this.clock.now() + 7_000,
    })
  }

  #connectionOf = (socket: FakeSocket) => `c${this.sockets.indexOf(socket) + 1}`

  #answer(socket: FakeSocket, frame: Asked): void {
    const ack = (result: unknown) => socket.push({ t: 'ack', id: frame.id, ok: true, result })
    const slugs = this.#members.get(socket) ?? new Set()
    const room = this.room(frame.room)
    const by = `guest:${this.#names.get(socket)}`
    if (frame.type === 'room.join') this.#join(socket, room, by, frame, ack)
    else if (!slugs.has(room.slug))
      socket.push({ t: 'ack', id: frame.id, ok: false, error: { code: 'not_joined', text: '' } })
    else if (frame.t === 'query') ack(this.#query(room, frame))
    else this.#command(room, by, frame, ack, slugs)
  }

  #join(socket: FakeSocket, room: FakeRoom, by: string, { body }: Asked, ack: (result: unknown) => void) {
    const { resume } = body as { resume?: Position }
    const joined = room.join(by, this.#names.get(socket) ?? by, this.clock.now())
    if (joined) this.tell(room, joined)
    this.#members.set(socket, (this.#members.get(socket) ?? new Set()).add(room.slug))
    const reason = resume ? room.resetFor(resume) : null
    const resumed = resume !== undefined && reason === null
    const answer = () =>
      ack({
        ...{ participant: by, connection: this.#connectionOf(socket), role: 'member', resumed },
        position: room.position,
      })
    if (!this.acksLast) answer()
    if (reason) socket.push({ t: 'reset', room: room.slug, reason })
    if (resumed) {
      if (resume.seq < room.log.length) socket.push(room.since(resume.seq))
      const state = { idle: [], typing: [], legs: [] }
      socket.push({ t: 'live_state', room: room.slug, state })
    } else for (const part of room.snapshot()) socket.push(part)
    if (this.acksLast) answer()
  }

  #query(room: FakeRoom, { type, body }: Asked): unknown {
    if (type === 'messages.get') {
      const { ids } = body as { ids: string[] }
      return { items: room.messages.filter(({ id }) => ids.includes(id)) }
    }
    const { cursor, limit } = body as { cursor?: string; limit: number }
    const before = room.messages.filter(({ seq }) => cursor === undefined || seq < Number(cursor))
    const items = before.slice(-limit)
    return { items, next_cursor: before.length > limit ? String(items[0]?.seq) : null }
  }

  #command(room: FakeRoom, by: string, frame: Asked, ack: (result: unknown) => void, slugs: Set<string>) {
    const at = this.clock.now()
    const key = 'key' in frame ? (frame.key ?? null) : null
    const known = key === null ? undefined : room.answers.get(key)
    if (known) {
      ack({ ...known, duplicate: true })
      return
    }
    let result: object = {}
    switch (frame.type) {
      case 'room.leave': {
        slugs.delete(room.slug)
        this.tell(
          room,
          room.append({ type: 'participant.left', payload: { id: by, cause: 'left', last_seen: at } }, at),
        )
        break
      }
      case 'message.send': {
        const entry = room.say(by, (frame.body as { text: string }).text, at, key)
        const { epoch } = room
        const id = entry.type === 'message.created' ? entry.payload.id : ''
        result = { id, seq: entry.seq, epoch, at, duplicate: false }
        this.tell(room, entry)
        break
      }
      case 'message.edit': {
        const { id, text } = frame.body as { id: string; text: string }
        this.tell(room, room.append({ type: 'message.edited', payload: { id, text, at } }, at))
        break
      }
      case 'reaction.set': {
        const { id, emoji, on } = frame.body as { id: string; emoji: string; on: boolean }
        this.tell(room, room.append({ type: 'reaction.changed', payload: { id, emoji, by, on } }, at))
        break
      }
      case 'hand.set': {
        const { raised } = frame.body as { raised: boolean }
        const payload = { id: by, hand_at: raised ? at : null }
        this.tell(room, room.append({ type: 'hand.changed', payload }, at))
        break
      }
      case 'typing.set': {
        const { typing } = frame.body as { typing: boolean }
        this.live(room, { type: 'typing.changed', payload: { participant: by, typing } })
        break
      }
    }
    if (key !== null) room.answers.set(key, result)
    ack(result)
  }
}
