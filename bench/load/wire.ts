import { SignJWT } from 'jose'

/** One wire protocol as the load generator speaks it: as little work per frame as can be, so that the server is the limit. */
export interface Wire {
  readonly path: string
  readonly subprotocol?: string
  /** Frames to send after the socket opened, in order; each waits until `ready` has answered true once. */
  hello(member: number): Promise<string>
  join(room: string): string
  /** A message that asks for an ack under this number. */
  send(id: number, room: string, text: string): string
  /** true once this frame says that the hello was taken. */
  welcomed(frame: string): boolean
  /** true once this frame says that the join is complete. */
  joined(frame: string): boolean
  /** What to answer at once (heartbeats of the transport), if anything. */
  reply(frame: string): string | undefined
  /** Numbers of the acks in this frame. */
  acks(frame: string): readonly number[]
  /** Chat messages in this frame. */
  deliveries(frame: string): number
}

/** Known to the bench servers only. */
export const BENCH_SECRET = 'bench-secret-of-at-least-32-bytes-length'
const KEY = new TextEncoder().encode(BENCH_SECRET)
const JOIN_ID = 1
const CREATED = '"type":"message.created"'

const countOf = (frame: string, needle: string): number => {
  let count = 0
  for (let at = frame.indexOf(needle); at >= 0; at = frame.indexOf(needle, at + needle.length)) count += 1
  return count
}

export const NATIVE: Wire = {
  path: '/v1',
  subprotocol: 'roomful.v1',
  hello: async (member) => {
    const token = await new SignJWT({ name: `Member ${member}` })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(`member${member}`)
      .setIssuedAt()
      .setExpirationTime('2h')
      .sign(KEY)
    return JSON.stringify({ t: 'hello', token })
  },
  join: (room) => JSON.stringify({ t: 'cmd', id: JOIN_ID, room, type: 'room.join', body: {} }),
  send: (id, room, text) =>
    `{"t":"cmd","id":${id},"room":"${room}","type":"message.send","body":{"text":"${text}"}}`,
  welcomed: (frame) => frame.startsWith('{"t":"welcome"'),
  joined: (frame) => {
    if (!frame.startsWith(`{"t":"ack","id":${JOIN_ID},`)) return false
    if (!frame.includes('"ok":true')) throw new Error(frame.slice(0, 300))
    return true
  },
  reply: () => undefined,
  acks: (frame) => {
    if (!frame.startsWith('{"t":"ack"')) return []
    if (!frame.includes('"ok":true')) throw new Error(frame.slice(0, 300))
    return [Number.parseInt(frame.slice('{"t":"ack","id":'.length), 10)]
  },
  deliveries: (frame) => countOf(frame, CREATED),
}

/** Engine.IO 4 and Socket.IO 5 by hand: 0 open, 2 ping, 3 pong, 40 connect, 42 event, 43 ack. */
export const SOCKET_IO: Wire = {
  path: '/socket.io/?EIO=4&transport=websocket',
  hello: async () => '40',
  join: (room) => `42${JOIN_ID}${JSON.stringify(['join', room])}`,
  send: (id, room, text) => `42${id}["send","${room}","${text}"]`,
  welcomed: (frame) => frame.startsWith('40'),
  joined: (frame) => frame.startsWith(`43${JOIN_ID}[`),
  reply: (frame) => (frame === '2' ? '3' : undefined),
  acks: (frame) => (frame.startsWith('43') ? [Number.parseInt(frame.slice(2), 10)] : []),
  deliveries: (frame) => (frame.startsWith('42["message"') ? 1 : 0),
}
