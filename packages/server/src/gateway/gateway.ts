import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import {
  CLOSE,
  type Fault,
  fault,
  LIMITS,
  PING_INTERVAL_MS,
  PONG_WAIT_MS,
  SUBPROTOCOL,
} from '@roomful/protocol'
import { type WebSocket, WebSocketServer } from 'ws'
import { movedFrame } from '../dialects/native.ts'
import { Census, SOCKETS_PER_ADDRESS, SOCKETS_PER_PERSON } from './census.ts'
import type { GatewayServices } from './gateway-services.ts'
import { NativeLink } from './native-link.ts'
import { CHECK_MS, NativeSession } from './native-session.ts'
import { Rates } from './rates.ts'
import { Scratch } from './scratch.ts'
import type { Gateway, GatewayOptions } from './types.ts'
import { PATH, pathOf, refuseUpgrade, speaksOurs } from './upgrade.ts'
import { within } from './within.ts'

/** Pieces of one message, and pieces that wait to be a message: one-byte fragments must not fill the memory. */
const FRAGMENTS = 1_024
const BUFFERED_CHUNKS = 4_096
/** A peer has so long to answer a close, milliseconds. */
const CLOSE_WAIT_MS = 2_000
/** Over so many milliseconds clients of a stopping server are spread when they come back. */
const MOVE_JITTER_MS = 2_000
/** A drain gives up what is in flight by then, milliseconds. With CLOSE_WAIT_MS it stays under the 15 s that are promised. */
const SETTLE_MS = 12_000

/** Serves the native protocol on `/v1` of an HTTP server. */
export function attachGateway(options: GatewayOptions): Gateway {
  const { server, app, clock, log, rateLimits } = options
  const services: GatewayServices = {
    app,
    identity: options.identity,
    clock,
    log,
    counts: { accepted: 0, refused: 0, frames: 0, faults: 0, slowConsumers: 0, bytesOut: 0, writes: 0 },
    rates: rateLimits ? new Rates(clock) : undefined,
    persons: rateLimits ? new Census(SOCKETS_PER_PERSON) : undefined,
    pingIntervalMs: options.pingIntervalMs ?? PING_INTERVAL_MS,
    pingTimeoutMs: options.pingTimeoutMs ?? PONG_WAIT_MS,
  }
  const { counts, rates } = services
  const linkServices = { tick: app.tick, scratch: new Scratch(), counts }
  const addresses = rateLimits ? new Census(SOCKETS_PER_ADDRESS) : undefined
  const addressOf = options.address ?? ((request: IncomingMessage) => request.socket.remoteAddress ?? '')
  const sessions = new Set<NativeSession>()
  let draining = false
  /** Draining, and the last socket is closed. */
  const emptied = Promise.withResolvers<void>()

  // In a constant of its own, since the published types lack some of them.
  const limits = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: LIMITS.FRAME_BYTES,
    maxFragments: FRAGMENTS,
    maxBufferedChunks: BUFFERED_CHUNKS,
    closeTimeout: CLOSE_WAIT_MS,
    handleProtocols: () => SUBPROTOCOL,
  }
  const websockets = new WebSocketServer(limits)
  websockets.on('wsClientError', ({ message }, socket, { method }) => {
    counts.refused += 1
    refuseUpgrade(socket, fault(method === 'GET' ? 'bad_frame' : 'method_not_allowed', message))
  })

  /** Why a socket may not be opened. */
  const objection = (request: IncomingMessage, address: string): Fault | undefined => {
    if (draining) return fault('draining', undefined, MOVE_JITTER_MS)
    if (!options.origins(request)) return fault('origin_refused')
    if (!speaksOurs(request)) return fault('version_unsupported', `offer the subprotocol ${SUBPROTOCOL}`)
    return rates?.take('connect', address)
  }

  // The request stays out of every closure that outlives the handshake: it would cost 1.6 KB a connection.
  const accept = (ws: WebSocket, socket: Socket, address: string): void => {
    const session = new NativeSession(
      services,
      address,
      (onClose) => new NativeLink(ws, socket, linkServices, onClose),
      () => ws.ping(),
    )
    sessions.add(session)
    counts.accepted += 1
    ws.on('message', (data, isBinary) => {
      if (Buffer.isBuffer(data)) session.receive(data, isBinary)
    })
    const heard = (data: Buffer) => session.heard(data.length)
    ws.on('ping', heard)
    ws.on('pong', heard)
    // The close follows; what was wrong is the peer's affair.
    ws.on('error', (error) => log.debug({ err: error }, 'a socket failed'))
    ws.on('close', () => {
      sessions.delete(session)
      addresses?.leave(address)
      session.end()
      if (draining && sessions.size === 0) emptied.resolve()
    })
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const refuse = (why: Fault): void => {
      counts.refused += 1
      refuseUpgrade(socket, why)
    }
    try {
      if (pathOf(request) !== PATH) {
        if (server.listenerCount('upgrade') === 1) refuse(fault('not_found'))
        return
      }
      const address = addressOf(request)
      const why = objection(request, address)
      if (why || !(socket instanceof Socket)) refuse(why ?? fault('internal'))
      else if (addresses && !addresses.enter(address))
        refuse(fault('rate_limited', 'too many connections of this address', MOVE_JITTER_MS))
      else {
        const failed = () => addresses?.leave(address)
        socket.once('close', failed)
        websockets.handleUpgrade(request, socket, head, (ws) => {
          socket.off('close', failed)
          accept(ws, socket, address)
        })
      }
    } catch (error) {
      log.error({ err: error }, 'an upgrade failed')
      socket.destroy()
    }
  }
  server.on('upgrade', upgrade)

  let cancelCheck = clock.after(CHECK_MS, check)
  function check(): void {
    cancelCheck = clock.after(CHECK_MS, check)
    const now = clock.monotonic()
    const wall = clock.now()
    for (const session of sessions) {
      try {
        session.check(now, wall)
      } catch (error) {
        log.error({ err: error }, 'a socket could not be looked after')
      }
    }
    rates?.sweep()
  }

  return {
    get connections() {
      return sessions.size
    },
    stats() {
      let congested = 0
      for (const { link } of sessions) if (link.congested) congested += 1
      return { connections: sessions.size, congested, ...counts }
    },
    async drain() {
      draining = true
      await within(clock, SETTLE_MS, app.drain())
      for (const { link } of sessions) {
        link.send(movedFrame(Math.round(Math.random() * MOVE_JITTER_MS)))
        link.end(CLOSE.moved, 'moved')
      }
      if (sessions.size > 0) await within(clock, CLOSE_WAIT_MS, emptied.promise)
    },
    close() {
      draining = true
      cancelCheck()
      server.off('upgrade', upgrade)
      for (const { link } of sessions) link.abort()
    },
  }
}
