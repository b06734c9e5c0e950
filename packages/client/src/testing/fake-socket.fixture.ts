import type { ClientFrame, ServerFrame } from '@roomful/protocol'
import type { SocketLike } from '../types.ts'

/** A socket whose frames lie in two queues until the test delivers them. */
export class FakeSocket implements SocketLike {
  readyState = 0
  onopen: SocketLike['onopen'] = null
  onmessage: SocketLike['onmessage'] = null
  onclose: SocketLike['onclose'] = null
  onerror: SocketLike['onerror'] = null
  readonly url: string
  readonly protocols: readonly string[]
  readonly toServer: string[] = []
  readonly toClient: string[] = []
  /** Everything the client ever sent on it. */
  readonly sent: ClientFrame[] = []
  /** Frames vanish both ways, nobody is told. */
  isDead = false

  constructor(url: string, protocols: readonly string[]) {
    this.url = url
    this.protocols = protocols
  }

  get isOpen(): boolean {
    return this.readyState === 1
  }

  /** The server accepted it. */
  open(): void {
    this.readyState = 1
    this.onopen?.({})
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data))
    if (!this.isDead) this.toServer.push(data)
  }

  /** By the client. */
  close(): void {
    this.readyState = 3
    this.toServer.length = 0
    this.toClient.length = 0
  }

  /** By the server or by the network: what was under way is lost. */
  drop(code = 1006): void {
    if (this.readyState === 3) return
    this.close()
    this.onclose?.({ code })
  }

  push(frame: ServerFrame): void {
    if (this.readyState === 1 && !this.isDead) this.toClient.push(JSON.stringify(frame))
  }

  deliverToClient(): boolean {
    const data = this.toClient.shift()
    if (data === undefined) return false
    this.onmessage?.({ data })
    return true
  }
}
