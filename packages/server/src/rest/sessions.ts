import { type Fault, fault, type Principal } from '@roomful/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Issued } from '../ports/identity.ts'
import type { RestOptions } from './options.ts'
import { Refused } from './refused.ts'

/** Keeps a browser the same guest. Not readable by scripts, not sent along with other sites' requests. */
export const GUEST_COOKIE = 'roomful_guest'

export interface Sessions {
  /** Who asks, by `Authorization: Bearer`, else by cookie. A bad header is refused, a stale cookie is nobody. */
  find(request: FastifyRequest): Promise<Principal | undefined>
  /** Throws Refused: `unauthorized`, or what is wrong with the credential. */
  require(request: FastifyRequest): Promise<Principal>
  /** The guest of the cookie, to be continued; a header does not count. */
  guestOf(request: FastifyRequest): Promise<Principal | undefined>
  remember(request: FastifyRequest, reply: FastifyReply, issued: Issued): void
}

type Found = { principal: Principal } | { fault: Fault } | undefined

const bearerOf = ({ headers }: FastifyRequest) => {
  const [scheme, token] = (headers.authorization ?? '').split(/\s+/, 2)
  return headers.authorization === undefined
    ? undefined
    : scheme?.toLowerCase() === 'bearer' && token
      ? token
      : ''
}

export function createSessions({ config, identity }: RestOptions): Sessions {
  const byHeader = async (request: FastifyRequest): Promise<Found> => {
    const token = bearerOf(request)
    return token === undefined ? undefined : identity.verify(token)
  }
  const byCookie = async (request: FastifyRequest): Promise<Found> => {
    const token = request.cookies[GUEST_COOKIE]
    return token ? identity.verify(token) : undefined
  }
  const isSecure = (request: FastifyRequest) =>
    request.protocol === 'https' || config.publicUrl?.startsWith('https:') === true

  return {
    async find(request) {
      const header = await byHeader(request)
      if (header && 'fault' in header) throw new Refused(header.fault)
      const found = header ?? (await byCookie(request))
      return found && 'principal' in found ? found.principal : undefined
    },
    async require(request) {
      const found = (await byHeader(request)) ?? (await byCookie(request))
      if (found === undefined) throw new Refused(fault('unauthorized'))
      if ('fault' in found) throw new Refused(found.fault)
      return found.principal
    },
    async guestOf(request) {
      const found = await byCookie(request)
      return found && 'principal' in found ? found.principal : undefined
    },
    remember(request, reply, { token, expires_at }) {
      reply.setCookie(GUEST_COOKIE, token, {
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
        secure: isSecure(request),
        expires: new Date(expires_at),
      })
    },
  }
}
