import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fault, type Principal } from '@roomful/protocol'
import { type ManualClock, manualClock } from '../adapters/clock/manual.ts'
import { type Bus, createBus, inProcessCluster } from '../adapters/cluster/in-process.ts'
import { createApp } from '../app/app.ts'
import { systemIds } from '../app/ids.ts'
import { type StagedStorage, stagedStorage } from '../app/storage.fixture.ts'
import type { App, AppLimits, Log } from '../app/types.ts'
import type { Identity, Storage } from '../ports/index.ts'
import { RawClient } from './client.fixture.ts'
import { attachGateway } from './gateway.ts'
import type { Gateway, GatewayOptions } from './types.ts'

/** Everything that was logged as an error; a test ends with none. */
export interface ErrorLog extends Log {
  readonly errors: unknown[]
}
const errorLog = (): ErrorLog => {
  const errors: unknown[] = []
  const ignore = () => {}
  return {
    errors,
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (fields, text) => errors.push({ text, fields }),
  }
}

/** Lets the event loop turn until `is` holds. */
export async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setImmediate(resolve))
}

export const principal = (name: string, more: Partial<Principal> = {}): Principal => ({
  id: `user:${name}`,
  kind: 'user',
  name,
  admin: false,
  ...more,
})

/** Tokens are names; `bad` is none, `short:<name>` ends after a minute. */
const identity = (clock: ManualClock): Pick<Identity, 'verify'> => ({
  async verify(token) {
    if (token === 'bad') return { fault: fault('token_invalid') }
    const short = token.startsWith('short:')
    const name = token.replace(/^short:/, '')
    return {
      principal: principal(name),
      expires_at: clock.now() + (short ? 60_000 : 86_400_000),
    }
  },
})

export interface Node {
  readonly app: App
  readonly gateway: Gateway
  readonly server: Server
  readonly url: string
  readonly log: ErrorLog
  /** A greeted client. */
  client(name: string): Promise<RawClient>
  /** A greeted client that has joined. */
  member(name: string, room?: string): Promise<RawClient>
}

export interface Rig extends AsyncDisposable, Node {
  readonly clock: ManualClock
  readonly staged: StagedStorage
  readonly bus: Bus
  /** Another node on the same database and bus. */
  second(): Promise<Node>
}

export interface RigOptions {
  readonly rateLimits?: boolean
  readonly limits?: Partial<AppLimits>
  readonly origins?: GatewayOptions['origins']
}

export async function openRig({
  rateLimits = false,
  limits = {},
  origins = () => true,
}: RigOptions = {}): Promise<Rig> {
  const clock = manualClock()
  const staged = await stagedStorage()
  const bus = createBus()
  const clients: RawClient[] = []
  const nodes: Node[] = []

  const openNode = async (node: string, bus: Bus, storage: Storage): Promise<Node> => {
    const log = errorLog()
    const server = createServer((_request, response) => response.writeHead(404).end())
    const app = createApp({
      storage,
      cluster: inProcessCluster({ node, bus }),
      clock,
      ids: systemIds,
      log,
      limits,
      iceServers: ({ id }) => ({ ice_servers: [{ urls: ['stun:127.0.0.1'], username: id }], ttl_s: 600 }),
    })
    const gateway = attachGateway({ server, app, identity: identity(clock), clock, log, origins, rateLimits })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const url = `ws://127.0.0.1:${port}/v1`
    const opened: Node = {
      app,
      gateway,
      server,
      url,
      log,
      async client(name) {
        const client = new RawClient(url)
        clients.push(client)
        await client.hello(name)
        return client
      },
      async member(name, room = 'garden') {
        const client = await opened.client(name)
        await client.command(room, 'room.join')
        return client
      },
    }
    nodes.push(opened)
    return opened
  }

  const first = await openNode('one', bus, staged.storage)
  return {
    ...first,
    clock,
    staged,
    bus,
    second: () => openNode('two', bus, staged.storage),
    async [Symbol.asyncDispose]() {
      staged.away = false
      staged.release()
      for (const client of clients) client.cut()
      for (const { gateway, app, server } of nodes) {
        gateway.close()
        await app.drain()
        app.close()
        await new Promise((resolve) => server.close(resolve))
      }
      await staged.close()
      const errors = nodes.flatMap(({ log }) => log.errors)
      if (errors.length > 0) throw new Error(`errors were logged: ${errors.map(describe).join('\n')}`)
    },
  }
}

const describe = (error: unknown): string =>
  JSON.stringify(error, (_key, value: unknown) => (value instanceof Error ? value.stack : value))
