import type { ServerProcess } from './server-process.ts'

const JOIN_ROOM = 0
const JOIN_CALL = 1

/** Takes places in the call of a room without any media. They are free again when the crowd is disposed of. */
export class CallCrowd {
  readonly #sockets: WebSocket[] = []

  static async gather(server: ServerProcess, room: string, people: number): Promise<CallCrowd> {
    const crowd = new CallCrowd()
    for (let at = 1; at <= people; at += 1) await crowd.#add(server, room, `Guest ${at}`)
    return crowd
  }

  async #add(server: ServerProcess, room: string, name: string): Promise<void> {
    const { token } = await server.guest(name)
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1`, 'roomful.v1')
    this.#sockets.push(socket)
    const send = (frame: object) => socket.send(JSON.stringify(frame))
    const media = { audio: false, video: false, screen: false }
    await new Promise<void>((resolve, reject) => {
      socket.onerror = () => reject(new Error('the socket failed'))
      socket.onopen = () => send({ t: 'hello', token })
      socket.onmessage = ({ data }) => {
        const frame: { t: string; id?: number; ok?: boolean } = JSON.parse(String(data))
        if (frame.t === 'welcome') send({ t: 'cmd', id: JOIN_ROOM, room, type: 'room.join', body: {} })
        if (frame.t !== 'ack') return
        if (!frame.ok) return reject(new Error(String(data)))
        if (frame.id === JOIN_ROOM)
          send({ t: 'cmd', id: JOIN_CALL, room, type: 'call.join', body: { media } })
        else resolve()
      }
    })
  }

  /** One goes. */
  shrink(): void {
    this.#sockets.pop()?.close()
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets) socket.close()
  }
}
