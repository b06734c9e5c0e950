import WebSocket from 'ws'
import type { Wire } from './wire.ts'

export interface MemberEvents {
  onDeliveries(count: number, frame: string): void
  onAck(member: Member, id: number): void
}

/** One connection of the load generator. */
export class Member {
  readonly room: string
  readonly #wire: Wire
  readonly #socket: WebSocket
  readonly #events: MemberEvents
  #onWelcome: (() => void) | undefined
  #onJoined: (() => void) | undefined
  /** Text frames seen while `keep` is on, for checks after the clock has stopped. */
  readonly frames: string[] = []
  keep = false
  bytes = 0

  private constructor(wire: Wire, port: number, room: string, events: MemberEvents) {
    this.#wire = wire
    this.room = room
    this.#events = events
    this.#socket = new WebSocket(
      `ws://127.0.0.1:${port}${wire.path}`,
      wire.subprotocol ? [wire.subprotocol] : [],
      {
        perMessageDeflate: false,
      },
    )
    this.#socket.on('message', (data: Buffer) => this.#take(data))
  }

  /** Connects and authenticates; resolves when the server has welcomed it. */
  static async connect(
    wire: Wire,
    port: number,
    index: number,
    room: string,
    events: MemberEvents,
  ): Promise<Member> {
    // Before the socket opens: an `open` that nobody listens for is lost.
    const hello = await wire.hello(index)
    const member = new Member(wire, port, room, events)
    await new Promise<void>((resolve, reject) => {
      member.#onWelcome = resolve
      member.#socket.once('error', reject)
      member.#socket.once('open', () => member.#socket.send(hello))
    })
    member.#socket.on('error', () => undefined)
    return member
  }

  join(): Promise<void> {
    return new Promise((resolve) => {
      this.#onJoined = resolve
      this.#socket.send(this.#wire.join(this.room))
    })
  }

  send(id: number, text: string): void {
    this.#socket.send(this.#wire.send(id, this.room, text))
  }

  close(): void {
    this.#socket.terminate()
  }

  #take(data: Buffer): void {
    const frame = data.toString('latin1')
    this.bytes += data.length
    if (this.keep) {
      // A full list replaces all before it; kept, a storm of them would fill the memory.
      if (frame.startsWith('42["list"')) this.frames.length = 0
      this.frames.push(frame)
    }
    const reply = this.#wire.reply(frame)
    if (reply !== undefined) this.#socket.send(reply)
    if (this.#onWelcome && this.#wire.welcomed(frame)) {
      this.#onWelcome()
      this.#onWelcome = undefined
    }
    if (this.#onJoined && this.#wire.joined(frame)) {
      this.#onJoined()
      this.#onJoined = undefined
      return
    }
    const count = this.#wire.deliveries(frame)
    if (count > 0) this.#events.onDeliveries(count, frame)
    for (const id of this.#wire.acks(frame)) this.#events.onAck(this, id)
  }
}
