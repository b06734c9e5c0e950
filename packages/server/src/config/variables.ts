import { PING_INTERVAL_MS, PONG_WAIT_MS } from '@roomful/protocol'
import { z } from 'zod'
import * as value from './values.ts'

export interface Variable<T = unknown> {
  readonly name: string
  /** An older name that means the same. */
  readonly alias?: string
  /** For docs/OPERATIONS.md. */
  readonly about: string
  /** Ends the sentence "NAME must be …". */
  readonly expects: string
  readonly schema: z.ZodType<T>
  /** As it would be written in the environment. */
  readonly fallback?: string
  /** With NODE_ENV=production, where it differs. */
  readonly inProduction?: string
  /** Its value is never shown. */
  readonly secret?: true
}

const required = <T>(variable: Variable<T> & { fallback: string }): Variable<T> => variable
const optional = <T>({ schema, ...rest }: Variable<T>): Variable<T | undefined> => ({
  ...rest,
  schema: schema.optional(),
})

/** Every environment variable, by its name in the code. Each is read as NAME_FILE too. */
export const VARIABLES = {
  mode: required({
    name: 'NODE_ENV',
    about: '`production` turns unsafe settings into refusals to start',
    expects: 'development, test or production',
    schema: value.oneOf(['development', 'test', 'production']),
    fallback: 'development',
  }),
  port: required({
    name: 'PORT',
    about: 'one port for web app, REST and WebSocket',
    expects: 'a port from 0 (any free one) to 65535',
    schema: value.whole(0, 65_535),
    fallback: '3000',
  }),
  host: required({
    name: 'HOST',
    about: 'address to listen on; `0.0.0.0` for all',
    expects: 'an address or a host name',
    schema: value.text.regex(/^[\w.:%-]+$/),
    fallback: '127.0.0.1',
  }),
  publicUrl: optional({
    name: 'PUBLIC_URL',
    about: 'the address that people open, behind a proxy',
    expects: 'an origin such as https://rooms.example.org, without a path',
    schema: value.origin,
  }),
  dataDir: required({
    name: 'DATA_DIR',
    about: 'database and secrets; one server at a time',
    expects: 'the path of a folder',
    schema: value.text,
    fallback: './data',
  }),
  jwtSecret: optional({
    name: 'JWT_SECRET',
    alias: 'JWT_SECRET_KEY',
    about: 'HS256 secret that you share with your own login; generated in DATA_DIR when absent',
    expects: 'some text',
    schema: value.text,
    secret: true,
  }),
  jwksUrl: optional({
    name: 'JWKS_URL',
    about: 'public keys of your login (RS256, ES256); needs JWT_ISSUER and JWT_AUDIENCE',
    expects: 'an http(s) address',
    schema: z.url({ protocol: /^https?$/ }),
  }),
  jwtIssuer: optional({
    name: 'JWT_ISSUER',
    about: '`iss` that tokens of your login must carry',
    expects: 'some text',
    schema: value.text,
  }),
  jwtAudience: optional({
    name: 'JWT_AUDIENCE',
    about: '`aud` that tokens of your login must carry',
    expects: 'some text',
    schema: value.text,
  }),
  allowGuests: required({
    name: 'ALLOW_GUESTS',
    about: 'whether people may come in by a name alone',
    expects: 'true or false',
    schema: value.flag,
    fallback: 'true',
  }),
  frontendUrl: optional({
    name: 'FRONTEND_URL',
    about: 'origin of a web app of your own that may connect',
    expects: 'an origin such as https://app.example.org; a wildcard is not taken',
    schema: value.origin,
  }),
  corsOrigins: required({
    name: 'CORS_ORIGINS',
    about: 'more origins that may connect, separated by commas',
    expects: 'origins such as https://app.example.org, separated by commas; a wildcard is not taken',
    schema: value.origins,
    fallback: 'http://localhost:3000,http://localhost:5173',
    inProduction: '',
  }),
  trustProxy: required({
    name: 'TRUST_PROXY',
    about: 'whose X-Forwarded-* headers count: how many proxies are in front, or their addresses',
    expects: 'false, a number of proxies from 1 to 9, or addresses such as 10.0.0.0/8',
    schema: value.proxies,
    fallback: 'false',
  }),
  rateLimits: required({
    name: 'RATE_LIMITS',
    about: 'limits per address and person; off only for load tests',
    expects: 'on or off',
    schema: value.flag,
    fallback: 'on',
  }),
  roomList: required({
    name: 'ROOM_LIST',
    about: 'who may list the rooms',
    expects: 'public or admin',
    schema: value.oneOf(['public', 'admin']),
    fallback: 'public',
    inProduction: 'admin',
  }),
  stunUrls: required({
    name: 'STUN_URLS',
    about: 'STUN servers for calls, separated by commas',
    expects: 'stun: or stuns: addresses, separated by commas',
    schema: value.stunUrls,
    fallback: '',
  }),
  turnUrls: required({
    name: 'TURN_URLS',
    about: 'TURN servers for calls, separated by commas; needs TURN_SECRET',
    expects: 'turn: or turns: addresses, separated by commas',
    schema: value.turnUrls,
    fallback: '',
  }),
  turnSecret: optional({
    name: 'TURN_SECRET',
    about: "the TURN server's `static-auth-secret`",
    expects: 'some text',
    schema: value.text,
    secret: true,
  }),
  pingIntervalMs: required({
    name: 'PING_INTERVAL',
    about: 'milliseconds between pings of a socket',
    expects: 'milliseconds from 100 to 600000',
    schema: value.whole(100, 600_000),
    fallback: String(PING_INTERVAL_MS),
  }),
  pingTimeoutMs: required({
    name: 'PING_TIMEOUT',
    about: 'milliseconds without an answer until a socket counts as lost',
    expects: 'milliseconds from 100 to 600000',
    schema: value.whole(100, 600_000),
    fallback: String(PONG_WAIT_MS),
  }),
  logLevel: required({
    name: 'LOG_LEVEL',
    about: 'least severity that is logged',
    expects: 'trace, debug, info, warn, error or silent',
    schema: value.oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    fallback: 'info',
  }),
  debug: required({
    name: 'DEBUG',
    about: 'exactly `true` logs every step; other values mean nothing here',
    expects: 'true',
    schema: z.string().transform((text) => text === 'true'),
    fallback: 'false',
  }),
} as const satisfies Record<string, Variable>

type Variables = typeof VARIABLES
/** What the server is told from outside. Times in milliseconds. */
export type Config = {
  readonly [K in keyof Variables]: Variables[K] extends Variable<infer T> ? T : never
}

/** Said by those who expect another database than the embedded one, or a cluster: silence would lose their data. */
export const UNSUPPORTED = ['DATABASE_URL', 'REDIS_URL', 'JANUS_URL', 'EXTRA_PORTS'] as const
