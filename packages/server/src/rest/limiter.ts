import { fault } from '@roomful/protocol'
import type { FastifyRequest } from 'fastify'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { limitKeyOf } from './proxies.ts'
import { Refused } from './refused.ts'

/** Requests per minute and address. */
export const REST_LIMITS = {
  /** A class or an office behind one address joins at once. */
  guest: 120,
  admin: 10,
  room: 30,
  /** Of every kind. A visitor loads some twenty files; an office behind one address comes in within a minute. */
  any: 6_000,
} as const

/** Throws Refused `rate_limited` with the time to wait. */
export type Limiter = (request: FastifyRequest) => Promise<void>

export function createLimiter(kind: keyof typeof REST_LIMITS, enabled: boolean): Limiter {
  if (!enabled) return async () => {}
  const limiter = new RateLimiterMemory({ points: REST_LIMITS[kind], duration: 60 })
  return async (request) => {
    try {
      await limiter.consume(limitKeyOf(request.ip))
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw new Refused(fault('rate_limited', undefined, refusal.msBeforeNext))
    }
  }
}
