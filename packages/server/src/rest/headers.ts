import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Origins } from './origins.ts'

/** Two years, as the preload list asks. Seconds. */
const HSTS_S = 63_072_000

/** On every answer, also on those that no hook sees. What only pages need (CSP) comes with the page. */
export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'SAMEORIGIN',
    'permissions-policy': 'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
  })
  // Nothing that is no page runs or frames anything, should a browser ever show it as one.
  reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
  if (request.protocol === 'https') reply.header('strict-transport-security', `max-age=${HSTS_S}`)
}

/** CORS for the origins of the allow-list, by name and never by wildcard; preflights are answered here. */
export const crossOriginAnswers =
  (origins: Origins) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    reply.header('vary', 'Origin')
    const origin = origins.crossOrigin(request.raw)
    if (origin === undefined) return undefined
    reply.headers({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Retry-After',
      'cross-origin-resource-policy': 'cross-origin',
    })
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return undefined
    return reply
      .headers({
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers': 'Authorization, Content-Type',
        'access-control-max-age': '600',
      })
      .code(204)
      .send()
  }

const HOST = /^[\w.-]+(?::\d{1,5})?$|^\[[0-9a-f:]+\](?::\d{1,5})?$/i

/** What the web app may do: itself only, media from memory, and its socket (older Safari does not count ws: as 'self').
 *  Style attributes set by scripts need 'unsafe-inline'; scripts do not get it, the page's own are named by hash. */
export function pagePolicy(host: string | undefined, scriptHashes: readonly string[]): string {
  const socket = host !== undefined && HOST.test(host) ? ` ws://${host} wss://${host}` : ''
  return [
    "default-src 'self'",
    `script-src ${["'self'", ...scriptHashes].join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob: mediastream:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    `connect-src 'self'${socket}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ')
}
