import { GuestBody, Principal, TicketBody, TokenAnswer } from '@roomful/protocol'
import { REFUSALS } from './answers.ts'
import { createLimiter } from './limiter.ts'
import type { Http, RestOptions } from './options.ts'
import { Refused } from './refused.ts'
import type { Sessions } from './sessions.ts'

const TAG = ['identity']
/** Of an admin who gives none. */
const ADMIN_NAME = 'Admin'

export function authRoutes(http: Http, { config, identity }: RestOptions, sessions: Sessions): void {
  const limitGuests = createLimiter('guest', config.rateLimits)
  const limitAdmins = createLimiter('admin', config.rateLimits)

  http.route({
    method: 'POST',
    url: '/api/auth/guest',
    schema: {
      tags: TAG,
      security: [],
      summary: 'Come in by a name alone; the same browser stays the same guest',
      body: GuestBody,
      response: { 200: TokenAnswer, ...REFUSALS },
    },
    onRequest: limitGuests,
    handler: async (request, reply) => {
      const issued = await identity.guest(request.body.name, await sessions.guestOf(request))
      if ('fault' in issued) throw new Refused(issued.fault)
      sessions.remember(request, reply, issued)
      return reply.header('cache-control', 'no-store').send(issued)
    },
  })

  http.route({
    method: 'POST',
    url: '/api/auth/admin',
    schema: {
      tags: TAG,
      security: [],
      summary: 'Use up the admin link',
      body: TicketBody,
      response: { 200: TokenAnswer, ...REFUSALS },
    },
    onRequest: limitAdmins,
    handler: async (request, reply) => {
      const { ticket, name } = request.body
      const again = await sessions.guestOf(request)
      const issued = await identity.admin(ticket, name ?? again?.name ?? ADMIN_NAME, again)
      if ('fault' in issued) throw new Refused(issued.fault)
      sessions.remember(request, reply, issued)
      return reply.header('cache-control', 'no-store').send(issued)
    },
  })

  http.route({
    method: 'GET',
    url: '/api/auth/me',
    schema: { tags: TAG, summary: 'Who the credential is', response: { 200: Principal, ...REFUSALS } },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return sessions.require(request)
    },
  })
}
