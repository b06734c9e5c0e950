import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DestinationStream } from 'pino'
import { systemClock } from './adapters/clock/system.ts'
import { inProcessCluster } from './adapters/cluster/in-process.ts'
import { localIdentity } from './adapters/identity/local.ts'
import { openSqlite } from './adapters/storage/index.ts'
import { createApp } from './app/app.ts'
import { systemIds } from './app/ids.ts'
import type { Config } from './config/variables.ts'
import { attachGateway } from './gateway/gateway.ts'
import { createIceServers } from './ice.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import type { Clock, Cluster, Identity, Storage } from './ports/index.ts'
import { readinessOf } from './rest/health.ts'
import { createHttp } from './rest/http.ts'
import { createOrigins } from './rest/origins.ts'
import { addressOf, limitKeyOf, trustOf } from './rest/proxies.ts'
import { openDataDir } from './start/data-dir.ts'
import { listen } from './start/listen.ts'
import { StartRefusal } from './start/refusal.ts'
import { adminTicket, forgetTicket, jwtSecretOf, sessionKeyOf } from './start/secrets.ts'
import { VERSION } from './version.ts'

/** Where tests and benchmarks reach in. */
export interface Seams {
  readonly clock?: Clock
  /** Stands between the app and the database. */
  wrapStorage?(storage: Storage): Storage
  /** Stands between the app and the other nodes. */
  wrapCluster?(cluster: Cluster): Cluster
  /** Where log lines go instead of stdout. */
  readonly logTo?: DestinationStream
  /** Folder of the built web app. */
  readonly webDir?: string
  /** Makes a new admin link although one was used. */
  readonly renewAdminLink?: boolean
}

export interface RunningServer {
  /** `http://host:port` as a local client reaches it. */
  readonly url: string
  readonly port: number
  readonly config: Config
  /** The folder was empty before. */
  readonly firstRun: boolean
  /** One-use ticket for `/admin#<ticket>`, until somebody used it. */
  readonly adminTicket: string | undefined
  /** Not ready → clients are told to move, with jitter → closed. At most 15 s. */
  drain(): Promise<void>
  /** Settles what is in flight, then ends everything at once. */
  close(): Promise<void>
}

const WEB_DIR = fileURLToPath(new URL('../../../apps/web/dist/', import.meta.url))
const DATABASE = 'roomful.db'

async function openStorage(path: string, clock: Clock): Promise<Storage> {
  try {
    return await openSqlite({ path, clock })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new StartRefusal([
      `the database ${path} cannot be opened (${why}); restore it from a backup or set DATA_DIR to another folder`,
    ])
  }
}

function openIdentity(config: Config, dataDir: string, storage: Storage, clock: Clock): Identity {
  const jwtSecret = jwtSecretOf(dataDir, config.jwtSecret)
  // With keys by JWKS_URL alone, a secret that nobody configured signs no users.
  const secret = config.jwksUrl !== undefined && config.jwtSecret === undefined ? undefined : jwtSecret
  return localIdentity({
    sessionKey: sessionKeyOf(dataDir),
    foreign: { secret, jwksUrl: config.jwksUrl, issuer: config.jwtIssuer, audience: config.jwtAudience },
    allowGuests: config.allowGuests,
    storage,
    clock,
    onTicketUsed: () => forgetTicket(dataDir),
  })
}

/** Where a client on this machine reaches the server. */
function urlOf(host: string, port: number): string {
  const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
}

/** The composition root: opens everything in order, and everything that was opened is closed again when a step fails.
 *  Rejects with StartRefusal when the environment has to be mended. */
export async function openServer(config: Config, seams: Seams = {}): Promise<RunningServer> {
  await using opened = new AsyncDisposableStack()
  const clock = seams.clock ?? systemClock
  const log = await createLog(config, seams.logTo)
  const data = openDataDir(config.dataDir)
  opened.defer(data.release)
  const path = join(data.path, DATABASE)
  const firstRun = !existsSync(path)
  const database = await openStorage(path, clock)
  opened.defer(() => database.close())
  const storage = seams.wrapStorage?.(database) ?? database
  const left = await storage.closeIncarnation(clock.now())
  if (left > 0) log.info({ people: left }, 'people of the last run were marked as left')

  const ownCluster = inProcessCluster({ node: systemIds.token() })
  opened.defer(() => ownCluster.close())
  const cluster = seams.wrapCluster?.(ownCluster) ?? ownCluster
  const identity = openIdentity(config, data.path, storage, clock)
  const ticket = await adminTicket(data.path, storage, clock.now(), {
    firstRun,
    renew: seams.renewAdminLink ?? false,
  })
  const iceServers = createIceServers(config, clock)
  const app = createApp({ storage, cluster, clock, ids: systemIds, log, iceServers })
  opened.defer(() => app.close())

  let draining = false
  const trust = trustOf(config.trustProxy)
  const origins = createOrigins(config, trust)
  const metrics = createMetrics()
  opened.defer(metrics.close)
  const http = await createHttp({
    config,
    log,
    app,
    identity,
    iceServers,
    origins,
    trust,
    metrics,
    readiness: () => readinessOf(storage, cluster, draining),
    webDir: seams.webDir ?? WEB_DIR,
  })
  opened.defer(() => http.close())
  const gateway = attachGateway({
    server: http.server,
    app,
    identity,
    clock,
    log,
    origins: origins.allows,
    address: (request) => limitKeyOf(addressOf(request, trust)),
    rateLimits: config.rateLimits,
    pingIntervalMs: config.pingIntervalMs,
    pingTimeoutMs: config.pingTimeoutMs,
  })
  opened.defer(() => gateway.close())
  metrics.observe({ prefix: 'roomful_app', gauges: ['rooms', 'members'], read: () => ({ ...app.stats() }) })
  metrics.observe({ prefix: 'roomful_socket', gauges: ['connections'], read: () => ({ ...gateway.stats() }) })
  metrics.observe({ prefix: 'roomful_storage', gauges: ['waiting'], read: () => ({ ...storage.stats() }) })
  const port = await listen(http, config)
  // In development the banner says it.
  if (config.mode === 'production') log.info({ version: VERSION, host: config.host, port }, 'listening')

  // From here on it is the caller who ends it.
  const running = opened.move()
  let ended: Promise<void> | undefined
  const end = (settle: () => Promise<void>) => {
    draining = true
    ended ??= settle().finally(() => running.disposeAsync())
    return ended
  }
  return {
    url: urlOf(config.host, port),
    port,
    config,
    firstRun,
    adminTicket: ticket,
    drain: () => end(() => gateway.drain()),
    close: () => end(() => app.drain()),
  }
}
