import type { Socket } from 'node:net'
import { CLOSE, type Fault, type FaultCode } from '@roomful/protocol'
import { WebSocket } from 'ws'
import type { Link } from '../app/link.ts'
import type { Tick } from '../app/tick.ts'
import { errorFrame, native } from '../dialects/native.ts'
import type { Scratch } from './scratch.ts'

/** Bytes that may wait for a peer to read them; a peer that lets more wait is closed and resumes. */
export const SLOW_BYTES = 1_048_576

/** Figures of all links together. */
export interface LinkCounts {
  slowConsumers: number
  bytesOut: number
  writes: number
}
/** What all links share. */
export interface LinkServices {
  readonly tick: Tick
  readonly scratch: Scratch
  readonly counts: LinkCounts
}

const CODES: Partial<Record<FaultCode, number>> = {
  token_invalid: CLOSE.token,
  token_expired: CLOSE.token,
  unauthorized: CLOSE.token,
  draining: CLOSE.moved,
}

/** Writes finished frames on the raw socket of a WebSocket, once a tick. `ws` keeps reading, pings and pongs, and the close; it
 *  writes each of its own frames whole and keeps none back, as long as nothing is compressed and `ws.send` is not used. */
export class NativeLink implements Link<Buffer> {
  readonly dialect = native
  readonly #ws: WebSocket
  readonly #socket: Socket
  readonly #services: LinkServices
  readonly #onClose: () => void
  #queue: Buffer[] = []
  #planned = false
  #closed = false
  /** Size of the largest snapshot or page that may still be on its way. */
  #largeBytes = 0
  #waiting: (() => void)[] = []
  #listening = false

  /** @param onClose called once, when this side closes the link; a peer's close is the session's to notice */
  constructor(ws: WebSocket, socket: Socket, services: LinkServices, onClose: () => void) {
    if (ws.extensions !== '') throw new Error(`no extension was offered, yet there is ${ws.extensions}`)
    this.#ws = ws
    this.#socket = socket
    this.#services = services
    this.#onClose = onClose
  }

  get open(): boolean {
    return !this.#closed && this.#ws.readyState === WebSocket.OPEN
  }

  get congested(): boolean {
    return this.#socket.writableNeedDrain
  }

  send(packet: Buffer): void {
    this.#queue.push(packet)
    if (this.#planned) return
    this.#planned = true
    this.#services.tick.add('link', this.#flush)
  }

  sendLarge(packet: Buffer): void {
    this.#largeBytes = Math.max(this.#largeBytes, packet.length)
    this.send(packet)
  }

  async relief(): Promise<void> {
    if (!this.open || (!this.#planned && !this.congested)) return
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  close(fault: Fault): void {
    if (this.#closed) return
    if (this.open && fault.code !== 'slow_consumer') {
      this.#queue.push(errorFrame(fault, true))
      this.#write()
      this.end(CODES[fault.code] ?? CLOSE.fault, fault.code)
    } else this.abort()
  }

  /** Closes without an error frame, after what waits. */
  end(code: number, reason: string): void {
    if (this.#closed) return
    this.#write()
    this.#shut()
    this.#ws.close(code, reason)
  }

  /** Reads nothing more, not even the peer's answer to the close. */
  deafen(): void {
    this.#ws.pause()
  }

  /** For a peer that does not read or is not there: nothing more can be told to it. */
  abort(): void {
    if (this.#closed) return
    this.#shut()
    this.#ws.terminate()
  }

  /** The WebSocket is closed, whoever began it. */
  closed(): void {
    this.#closed = true
    this.#queue = []
    this.#relieve()
  }

  #shut(): void {
    this.closed()
    this.#onClose()
  }

  readonly #flush = (): void => {
    this.#planned = false
    if (!this.open) {
      this.closed()
      return
    }
    const waitingBytes = this.#socket.writableLength
    if (waitingBytes > SLOW_BYTES + this.#largeBytes) {
      this.#services.counts.slowConsumers += 1
      this.close({ code: 'slow_consumer' })
      return
    }
    this.#write()
    if (this.#socket.writableLength === 0) this.#largeBytes = 0
    if (!this.congested) this.#relieve()
    else if (!this.#listening) {
      this.#listening = true
      this.#socket.once('drain', this.#drained)
    }
  }

  readonly #drained = (): void => {
    this.#listening = false
    this.#largeBytes = 0
    this.#relieve()
  }

  #relieve(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  #write(): void {
    const queue = this.#queue
    const [first] = queue
    if (!first) return
    this.#queue = []
    let bytes = 0
    for (const packet of queue) bytes += packet.length
    const { counts } = this.#services
    counts.bytesOut += bytes
    counts.writes += 1
    if (queue.length === 1) this.#socket.write(first)
    else this.#writeTogether(queue, bytes)
  }

  #writeTogether(packets: readonly Buffer[], bytes: number): void {
    const socket = this.#socket
    // Behind what waits already it would have to be kept, all of the scratch with it.
    const laid = socket.writableLength === 0 ? this.#services.scratch.lay(packets, bytes) : undefined
    if (laid) {
      socket.write(laid)
      // The kernel did not take all of it at once.
      if (socket.writableLength > 0) this.#services.scratch.keep()
    } else {
      socket.cork()
      for (const packet of packets) socket.write(packet)
      socket.uncork()
    }
  }
}
