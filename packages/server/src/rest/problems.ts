import { FAULTS, type Fault, fault, type Problem } from '@roomful/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { faultOfError, Refused } from './refused.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** RFC 9457 for any fault: `title` is the table's text, `detail` says what exactly was wrong. */
export function problemOf({ code, detail, retry_after_ms }: Fault): z.infer<typeof Problem> {
  const { http, text } = FAULTS[code]
  return {
    type: `urn:roomful:fault:${code}`,
    title: text,
    status: http,
    code,
    detail: detail ?? text,
    ...(retry_after_ms === undefined ? {} : { retry_after_ms }),
  }
}

/** Sends the fault. Written past the route's serializer: a problem has one form everywhere. */
export function sendProblem(reply: FastifyReply, refusal: Fault): FastifyReply {
  const problem = problemOf(refusal)
  if (refusal.retry_after_ms !== undefined)
    reply.header('retry-after', Math.max(1, Math.ceil(refusal.retry_after_ms / 1_000)))
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_TYPE)
    .serializer((value) => String(value))
    .send(JSON.stringify(problem))
}

/** The one way out for everything that a handler, a hook or the framework throws. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = faultOfError(error)
  if (refusal === undefined) request.log.error({ err: error }, 'a request failed')
  if (error instanceof Refused && error.allow.length > 0) reply.header('allow', error.allow.join(', '))
  return sendProblem(reply, refusal ?? fault('internal'))
}
