import type { IncomingMessage } from 'node:http'
import type { Config } from '../config/variables.ts'
import { hostOf, type Trust } from './proxies.ts'

export interface Origins {
  /** Whether a page of this origin may ask us: one of the list, or our own page. Requests without Origin are not pages. */
  allows(request: IncomingMessage): boolean
  /** Whether a request that changes something may be served: as `allows`, and never for other sites' forms and links. */
  allowsChange(request: IncomingMessage): boolean
  /** The origin to name in CORS answers, when the request comes from another one of the list. */
  crossOrigin(request: IncomingMessage): string | undefined
}

const hostOfOrigin = (origin: string) => URL.parse(origin)?.host

/** The allow-list is FRONTEND_URL, CORS_ORIGINS and PUBLIC_URL; the page's own host comes from Host, or from
 *  X-Forwarded-Host of a trusted proxy (CONTRACTS.md G-10). */
export function createOrigins(
  { frontendUrl, corsOrigins, publicUrl }: Pick<Config, 'frontendUrl' | 'corsOrigins' | 'publicUrl'>,
  trust: Trust,
): Origins {
  const listed = new Set([frontendUrl, publicUrl, ...corsOrigins].filter((origin) => origin !== undefined))
  const isOwn = (request: IncomingMessage, origin: string) => {
    const host = hostOfOrigin(origin)
    return host !== undefined && host === hostOf(request, trust)?.toLowerCase()
  }
  const allows = (request: IncomingMessage) => {
    const { origin } = request.headers
    return origin === undefined || listed.has(origin) || isOwn(request, origin)
  }
  return {
    allows,
    allowsChange(request) {
      const site = request.headers['sec-fetch-site']
      if (request.headers.origin !== undefined) return allows(request)
      // Browsers send Origin with every POST; one without it that still names another site is no honest page.
      return site === undefined || site === 'same-origin' || site === 'none'
    },
    crossOrigin(request) {
      const { origin } = request.headers
      return origin !== undefined && listed.has(origin) && !isOwn(request, origin) ? origin : undefined
    },
  }
}
