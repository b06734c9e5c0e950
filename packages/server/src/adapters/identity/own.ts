import { DisplayName, type Principal } from '@roomful/protocol'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import type { Issued, Verified } from '../../ports/identity.ts'

/** Marks our own tokens. Whoever writes it into a token of another key gets no further than the signature. */
export const OWN_KID = 'roomful'
const OWN = { issuer: 'roomful', audience: 'roomful' } as const
/** Life of a guest's token, milliseconds. */
export const GUEST_TTL_MS = 30 * 24 * 3_600_000

const Claims = z.object({
  sub: z.string().regex(/^guest:[a-z0-9]{4,32}$/),
  name: DisplayName,
  admin: z.literal(true).optional(),
  exp: z.number(),
})

/** Tokens that we sign ourselves: guests, and admins by the link of the first run. */
export function ownTokens(key: Uint8Array, clock: Clock) {
  return {
    async sign(principal: Principal): Promise<Issued> {
      const issuedS = Math.floor(clock.now() / 1_000)
      const expiresS = issuedS + GUEST_TTL_MS / 1_000
      const token = await new SignJWT({ name: principal.name, ...(principal.admin ? { admin: true } : {}) })
        .setProtectedHeader({ alg: 'HS256', kid: OWN_KID, typ: 'JWT' })
        .setSubject(principal.id)
        .setIssuer(OWN.issuer)
        .setAudience(OWN.audience)
        .setIssuedAt(issuedS)
        .setExpirationTime(expiresS)
        .sign(key)
      return { token, expires_at: expiresS * 1_000, principal }
    },
    /** Throws jose's errors. */
    async verify(token: string): Promise<Verified | undefined> {
      const { payload } = await jwtVerify(token, key, {
        ...OWN,
        algorithms: ['HS256'],
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(clock.now()),
      })
      const claims = Claims.safeParse(payload).data
      if (!claims) return undefined
      const { sub: id, name, admin = false } = claims
      return { principal: { id, kind: 'guest', name, admin }, expires_at: claims.exp * 1_000 }
    },
  }
}
