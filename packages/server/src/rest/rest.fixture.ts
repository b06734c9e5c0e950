import { fault, type Principal, type RoomSummary } from '@roomful/protocol'
import { pino } from 'pino'
import { manualClock } from '../adapters/clock/manual.ts'
import { localIdentity } from '../adapters/identity/local.ts'
import { memoryPrincipals } from '../adapters/identity/principals.fixture.ts'
import type { App } from '../app/types.ts'
import { type Environment, readConfig } from '../config/read.ts'
import { createIceServers } from '../ice.ts'
import { createMetrics } from '../metrics.ts'
import { hashTicket } from '../start/secrets.ts'
import type { Readiness } from './health.ts'
import { createHttp } from './http.ts'
import { createOrigins } from './origins.ts'
import { trustOf } from './proxies.ts'

export const SECRET = 'a secret that only tests know, 0123456789'
export const NOW_MS = Date.UTC(2026, 0, 1)

/** Rooms in a map: enough of the app for REST. Whoever asked for it is a member. */
export function memoryApp() {
  const rooms = new Map<string, RoomSummary>()
  const members = new Map<string, Principal>()
  const app: Pick<App, 'read' | 'createRoom' | 'summary' | 'rooms'> = {
    async read(principal, slug) {
      if (!rooms.has(slug)) return { ok: false, fault: fault('room_not_found') }
      if (!members.has(principal.id) && !principal.admin) return { ok: false, fault: fault('not_joined') }
      return { ok: true, result: { items: [], next_cursor: null } }
    },
    async createRoom({ title, slug = 'drawn', kind, access, capacity = 1_000 }, by) {
      if (rooms.has(slug)) return { ok: false, fault: fault('room_exists') }
      const room: RoomSummary = {
        slug,
        title,
        kind,
        access,
        capacity,
        created_at: NOW_MS,
        active_count: 1,
        names: [by.name],
        live_since: null,
      }
      rooms.set(slug, room)
      return { ok: true, result: room }
    },
    async summary(slug) {
      const room = rooms.get(slug)
      return room ? { ok: true, result: room } : { ok: false, fault: fault('room_not_found') }
    },
    async rooms() {
      return { ok: true, result: { items: [...rooms.values()], next_cursor: null } }
    },
  }
  return { app, join: (principal: Principal) => members.set(principal.id, principal) }
}

/** Everything that HTTP serves, over doubles of app and database; not listening: asked by `http.inject`.
 *  @param env further variables */
export async function restServer(
  env: Environment = {},
  more: { webDir?: string; readiness?: () => Promise<Readiness> } = {},
) {
  const reading = readConfig({ NODE_ENV: 'test', RATE_LIMITS: 'off', ...env })
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  const { config } = reading
  const lines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) })
  const clock = manualClock(NOW_MS)
  const principals = memoryPrincipals()
  const identity = localIdentity({
    sessionKey: new Uint8Array(32).fill(7),
    foreign: { secret: SECRET, jwksUrl: undefined, issuer: undefined, audience: undefined },
    allowGuests: config.allowGuests,
    storage: principals.storage,
    clock,
  })
  const { app, join } = memoryApp()
  const trust = trustOf(config.trustProxy)
  const metrics = createMetrics()
  const http = await createHttp({
    config,
    log,
    app,
    identity,
    iceServers: createIceServers(config, clock),
    origins: createOrigins(config, trust),
    trust,
    metrics,
    readiness:
      more.readiness ??
      (async () => ({ ready: true, draining: false, checks: { storage: 'ok', cluster: 'ok' } })),
    webDir: more.webDir ?? '/nonexistent',
  })
  const guest = async (name: string) => {
    const issued = await identity.guest(name)
    if ('fault' in issued) throw new Error(issued.fault.code)
    return { ...issued, headers: { authorization: `Bearer ${issued.token}` } }
  }
  return {
    http,
    identity,
    principals,
    clock,
    lines,
    join,
    guest,
    addTicket: (ticket: string) => principals.tickets.add(hashTicket(ticket)),
    async close() {
      metrics.close()
      await http.close()
    },
  }
}
