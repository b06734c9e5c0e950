import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import { type FaultCode, fault, LIMITS, parse } from '@roomful/protocol'
import Fastify, { LogController } from 'fastify'
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { redactText } from '../log.ts'
import { authRoutes } from './auth.ts'
import { documentRoutes } from './documents.ts'
import { crossOriginAnswers, setSecurityHeaders } from './headers.ts'
import { healthRoutes } from './health.ts'
import { createLimiter } from './limiter.ts'
import { countMethods } from './methods.ts'
import { openApi } from './openapi.ts'
import type { Http, RestOptions } from './options.ts'
import { handleError, PROBLEM_TYPE, problemOf, sendProblem } from './problems.ts'
import { Refused } from './refused.ts'
import { roomRoutes } from './rooms.ts'
import { createSessions } from './sessions.ts'
import { type WebApp, webApp } from './web-app.ts'

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
/** For a request to arrive whole, milliseconds: slow senders must not hold sockets. */
const REQUEST_TIMEOUT_MS = 30_000

/** For requests and answers under way when the server closes, milliseconds: a slow peer must not hold up the stop. */
const LAST_MS = 2_000

const BROKEN: Readonly<Record<string, [status: string, code: FaultCode]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'bad_frame'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'too_large'],
}

/** What is not HTTP never reaches a route; answered by hand. */
function answerBroken(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const [status, code] = BROKEN[error.code ?? ''] ?? ['400 Bad Request', 'bad_frame' as const]
  const problem = problemOf(fault(code, 'the request is not HTTP that this server reads'))
  const body = JSON.stringify({ ...problem, status: Number.parseInt(status, 10) })
  const head = `HTTP/1.1 ${status}\r\nContent-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`
  if (socket.writable) socket.write(head + body)
  socket.destroySoon()
}

/** @param pageOf the web app once it is there: people who follow a broken link get words, programs the problem */
function createFastify({ log, trust }: RestOptions, pageOf: () => WebApp | undefined): Http {
  const http = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trust,
    bodyLimit: LIMITS.BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // Three bytes of a slug's character become nine when percent-encoded.
    routerOptions: { maxParamLength: LIMITS.ROOM_SLUG_CHARS * 12 },
    frameworkErrors: (error, request, reply) => {
      setSecurityHeaders(request, reply)
      const page = pageOf()
      if (page?.isWanted(request)) page.send(request, reply, 400)
      else handleError(error, request, reply)
    },
    clientErrorHandler: answerBroken,
    // Idle keep-alive connections end at once on close, busy ones after their answer.
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>()
  // Our own: the same refusals as on the socket, by the fault that the schema names.
  http.setValidatorCompiler(({ schema }) => (data) => {
    if (!(schema instanceof z.ZodType)) return { value: data }
    const parsed = parse(schema, data)
    return parsed.ok ? { value: parsed.value } : { error: new Refused(parsed.fault) }
  })
  http.setSerializerCompiler(serializerCompiler)
  http.setErrorHandler(handleError)
  return http
}

const isJson = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Bodies are JSON; text/plain would let other sites' pages send without a preflight. JSON that only the guard against
 *  __proto__ and constructor refuses has a fault of its own. */
function readJsonOnly(http: Http): void {
  const read = http.getDefaultJsonParser('error', 'error')
  http.removeAllContentTypeParsers()
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    read(request, String(body), (error, value) =>
      done(error && isJson(String(body)) ? new Refused(fault('key_reserved')) : error, value),
    ),
  )
}

/** Everything that is asked by HTTP: REST, documents, health, metrics and the web app. Not listening yet. */
export async function createHttp(options: RestOptions): Promise<Http> {
  const { origins, metrics } = options
  let page: WebApp | undefined
  const http = createFastify(options, () => page)
  readJsonOnly(http)
  http.addHook('preClose', async () => {
    const late = setTimeout(() => http.server.closeAllConnections(), LAST_MS)
    http.server.once('close', () => clearTimeout(late))
  })
  http.addHook('onRequest', async (request, reply) => setSecurityHeaders(request, reply))
  http.addHook('onRequest', crossOriginAnswers(origins))
  const limitAll = createLimiter('any', options.config.rateLimits)
  http.addHook('onRequest', async (request, reply) => {
    try {
      await limitAll(request)
    } catch (refusal) {
      // Thousands of requests may stand behind this one on the same line; they are not even read.
      reply.header('connection', 'close')
      throw refusal
    }
  })
  http.addHook('onRequest', async (request) => {
    if (CHANGES.has(request.method) && !origins.allowsChange(request.raw))
      throw new Refused(fault('origin_refused'))
  })
  http.addHook('onResponse', async (request, reply) => {
    metrics.request(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime)
    const { method, ip } = request
    request.log.debug(
      {
        method,
        url: redactText(request.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ip,
      },
      'request',
    )
  })
  await http.register(cookie)
  const sessions = createSessions(options)
  await openApi(http, options.config)
  await http.register(async (api) => {
    const refuseOthers = countMethods(api)
    authRoutes(api, options, sessions)
    roomRoutes(api, options, sessions)
    healthRoutes(api, options)
    documentRoutes(api)
    refuseOthers()
  })
  const app = await webApp(http, options)
  page = app
  http.setNotFoundHandler((request, reply) =>
    app.isWanted(request) ? app.send(request, reply, 404) : sendProblem(reply, fault('not_found')),
  )
  await http.ready()
  return http
}
