import type { Socket } from 'node:net'
import { type CommandName, type FaultCode, type ServerFrame, SUBPROTOCOL } from '@roomful/protocol'
import { WebSocket } from 'ws'

export type Frame<T extends ServerFrame['t']> = Extract<ServerFrame, { t: T }>
export type Ack = Frame<'ack'>

/** A client that knows nothing but frames. Keeps all that came, in order. */
export class RawClient {
  readonly frames: ServerFrame[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  readonly ws: WebSocket
  #id = 0
  #watchers: (() => void)[] = []

  constructor(url: string, options: { origin?: string; protocol?: string } = {}) {
    const { protocol = SUBPROTOCOL, ...rest } = options
    this.ws = new WebSocket(url, protocol, { perMessageDeflate: false, ...rest })
    this.closed = new Promise((resolve) => {
      this.ws.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() })
        this.#wake()
      })
    })
    this.ws.on('error', () => {})
    this.ws.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)))
      this.#wake()
    })
  }

  async opened(): Promise<this> {
    if (this.ws.readyState === WebSocket.CONNECTING)
      await new Promise((resolve, reject) => {
        this.ws.once('open', resolve)
        this.ws.once('error', reject)
      })
    return this
  }

  raw(text: string | Buffer): void {
    this.ws.send(text)
  }
  write(frame: unknown): void {
    this.raw(JSON.stringify(frame))
  }

  async hello(token: string): Promise<Frame<'welcome'>> {
    await this.opened()
    this.write({ t: 'hello', token })
    return this.next('welcome')
  }

  /** Sends a request and gives its id. */
  post(room: string, type: string, body: unknown = {}, key?: string): number {
    this.#id += 1
    this.write({ t: 'cmd', id: this.#id, room, type, body, ...(key === undefined ? {} : { key }) })
    return this.#id
  }
  ask(room: string, type: string, body: unknown = {}): Promise<Ack> {
    this.#id += 1
    this.write({ t: 'query', id: this.#id, room, type, body })
    return this.ack(this.#id)
  }
  command(room: string, type: CommandName, body: unknown = {}, key?: string): Promise<Ack> {
    return this.ack(this.post(room, type, body, key))
  }
  ack(id: number): Promise<Ack> {
    return this.until((frame): frame is Ack => frame.t === 'ack' && frame.id === id)
  }

  /** The first frame of a kind, of those that came and those that come. */
  next<T extends ServerFrame['t']>(t: T, from = 0): Promise<Frame<T>> {
    return this.until((frame): frame is Frame<T> => frame.t === t, from)
  }

  async until<F extends ServerFrame>(is: (frame: ServerFrame) => frame is F, from = 0): Promise<F> {
    for (;;) {
      const found = this.frames.slice(from).find(is)
      if (found) return found
      if (this.ws.readyState === WebSocket.CLOSED)
        throw new Error(`closed without the frame; there came ${JSON.stringify(this.frames.slice(-3))}`)
      await new Promise<void>((resolve) => this.#watchers.push(resolve))
    }
  }

  /** Waits until `is` holds for what has come. */
  async when(is: () => boolean): Promise<void> {
    while (!is()) await new Promise<void>((resolve) => this.#watchers.push(resolve))
  }

  /** Logged events that came, by frames `events`. */
  get entries(): Frame<'events'>['entries'][number][] {
    return this.frames.flatMap((frame) => (frame.t === 'events' ? frame.entries : []))
  }
  get seqs(): number[] {
    return this.entries.map(({ seq }) => seq)
  }
  get texts(): string[] {
    return this.entries.flatMap((entry) => (entry.type === 'message.created' ? [entry.payload.text] : []))
  }
  get live(): Frame<'live'>['entries'][number][] {
    return this.frames.flatMap((frame) => (frame.t === 'live' ? frame.entries : []))
  }

  /** Stops reading from the network, as a frozen tab does. */
  freeze(): void {
    this.#socket.pause()
  }
  thaw(): void {
    this.#socket.resume()
  }
  get #socket(): Socket {
    const socket: unknown = Reflect.get(this.ws, '_socket')
    return socket as Socket
  }

  /** The line is cut: no close frame. */
  cut(): void {
    this.ws.terminate()
  }
  async leave(): Promise<void> {
    this.ws.close()
    await this.closed
  }

  #wake(): void {
    for (const watcher of this.#watchers.splice(0)) watcher()
  }
}

export const codeOf = (ack: Ack): FaultCode | undefined => (ack.ok ? undefined : ack.error.code)
