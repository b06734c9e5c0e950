import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { App } from '../app/types.ts'
import type { Config } from '../config/variables.ts'
import type { IceServers } from '../ice.ts'
import type { Metrics } from '../metrics.ts'
import type { Identity } from '../ports/identity.ts'
import type { Readiness } from './health.ts'
import type { Origins } from './origins.ts'
import type { Trust } from './proxies.ts'

/** Fastify with our validators, as routes see it. */
export type Http = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

export interface RestOptions {
  readonly config: Config
  readonly log: FastifyBaseLogger
  readonly app: Pick<App, 'read' | 'createRoom' | 'summary' | 'rooms'>
  readonly identity: Identity
  readonly iceServers: IceServers
  readonly origins: Origins
  readonly trust: Trust
  readonly metrics: Metrics
  readiness(): Promise<Readiness>
  /** Folder of the built web app; it may be missing. */
  readonly webDir: string
}
