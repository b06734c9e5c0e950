import type { ServerProcess } from './server-process.ts'

/** Requests under way at once; the server's queue per socket is longer. */
const AT_ONCE = 200

/** All of the same length, so that what a page of them weighs does not depend on how many there are. */
export const lineOf = (number: number): string => `line ${String(number).padStart(6, '0')}`

/** Writes lines `from` to `to` into a room as a guest of that name, and leaves. Resolves when all are acknowledged. */
export async function fillRoom(
  server: ServerProcess,
  { room, name, from = 1, to }: { room: string; name: string; from?: number; to: number },
): Promise<void> {
  const { token } = await server.guest(name)
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1`, 'roomful.v1')
  const send = (frame: object) => socket.send(JSON.stringify(frame))
  let next = from
  let acked = from - 1
  const write = () => {
    for (; next <= to && next - acked <= AT_ONCE; next += 1)
      send({ t: 'cmd', id: next, room, type: 'message.send', body: { text: lineOf(next) } })
  }
  await new Promise<void>((resolve, reject) => {
    socket.onerror = () => reject(new Error('the socket failed'))
    socket.onclose = () => reject(new Error('the socket was closed'))
    socket.onopen = () => send({ t: 'hello', token })
    socket.onmessage = ({ data }) => {
      const frame: { t: string; id?: number; ok?: boolean } = JSON.parse(String(data))
      if (frame.t === 'welcome') return send({ t: 'cmd', id: 0, room, type: 'room.join', body: {} })
      if (frame.t !== 'ack') return
      if (!frame.ok) return reject(new Error(String(data)))
      if (frame.id === to + 1) return resolve()
      if (frame.id !== 0) acked += 1
      if (acked < to) write()
      else send({ t: 'cmd', id: to + 1, room, type: 'room.leave', body: {} })
    }
  })
  socket.onclose = null
  socket.close()
}
