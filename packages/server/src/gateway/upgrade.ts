import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { FAULTS, type Fault, type Problem, SUBPROTOCOL } from '@roomful/protocol'

export const PATH = '/v1'

/** The path without its query. Never the token: that travels in the first frame. */
export const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/'

/** Versions that the client speaks. */
export const speaksOurs = ({ headers }: IncomingMessage): boolean =>
  (headers['sec-websocket-protocol'] ?? '').split(',').some((name) => name.trim() === SUBPROTOCOL)

/** Answers an upgrade as HTTP, since there is no WebSocket yet to carry a fault, and ends the connection. */
export function refuseUpgrade(socket: Duplex, { code, detail, retry_after_ms }: Fault): void {
  const { http: status, text } = FAULTS[code]
  const problem: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? code,
    status,
    code,
    detail: detail ?? text,
    ...(retry_after_ms === undefined ? {} : { retry_after_ms }),
  }
  const body = JSON.stringify(problem)
  const lines = [
    `HTTP/1.1 ${status} ${problem.title}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(retry_after_ms === undefined ? [] : [`Retry-After: ${Math.ceil(retry_after_ms / 1_000)}`]),
  ]
  // The peer may be gone already; there is nobody to tell.
  socket.on('error', () => {})
  socket.once('finish', () => socket.destroy())
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}
