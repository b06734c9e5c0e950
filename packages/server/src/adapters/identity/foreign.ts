import { DisplayName, LIMITS, type Principal } from '@roomful/protocol'
import { createRemoteJWKSet, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'

export interface ForeignOptions {
  /** HS256 secret shared with the other login; undefined when its tokens come by JWKS only. */
  readonly secret: string | undefined
  readonly jwksUrl: string | undefined
  readonly issuer: string | undefined
  readonly audience: string | undefined
}

interface ForeignUser {
  readonly user: Omit<Principal, 'admin'>
  /** ms */
  readonly expires_at: number
}

/** Between the clocks of two machines, seconds. */
const TOLERANCE_S = 5
/** For the key server to answer, milliseconds. */
const JWKS_TIMEOUT_MS = 3_000

/** `user:` and the subject together fit a ParticipantId. Integers are the ids of the contracts' users table. */
const Subject = z
  .union([z.string(), z.int().nonnegative()])
  .transform(String)
  .pipe(
    z
      .string()
      .min(1)
      .max(LIMITS.PARTICIPANT_ID_CHARS - 'user:'.length)
      .regex(/^[^\p{Cc}\s][^\p{Cc}]*$/u),
  )

function nameOf(payload: JWTPayload, subject: string): string {
  for (const name of [payload.name, payload.preferred_username, payload.username]) {
    const parsed = DisplayName.safeParse(name)
    if (parsed.success) return parsed.data
  }
  return DisplayName.safeParse(subject).data ?? subject.slice(0, LIMITS.DISPLAY_NAME_CHARS)
}

/** Users of another login, by tokens that we do not sign: HS256 with the shared secret, RS256 and ES256 with the keys of
 *  JWKS_URL. The prefix `user:` is ours to give, and no claim makes an admin. */
export function foreignTokens({ secret, jwksUrl, issuer, audience }: ForeignOptions, clock: Clock) {
  const shared = secret === undefined ? undefined : new TextEncoder().encode(secret)
  const published =
    jwksUrl === undefined
      ? undefined
      : createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: JWKS_TIMEOUT_MS })
  const rules = (algorithms: string[]): JWTVerifyOptions => ({
    algorithms,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: TOLERANCE_S,
    currentDate: new Date(clock.now()),
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
  })

  /** The key is chosen by what we accept, never by the token's own hints (jku, x5u, jwk are not read). */
  async function payloadOf(token: string, alg: string | undefined): Promise<JWTPayload | undefined> {
    if (alg === 'HS256') return shared && (await jwtVerify(token, shared, rules(['HS256']))).payload
    return published && (await jwtVerify(token, published, rules(['RS256', 'ES256']))).payload
  }

  return {
    /** Throws jose's errors, and fetch's when the key server is away. */
    async verify(token: string, alg: string | undefined): Promise<ForeignUser | undefined> {
      const payload = await payloadOf(token, alg)
      const subject = Subject.safeParse(payload?.sub)
      if (payload?.exp === undefined || !subject.success) return undefined
      const { data: id } = subject
      return {
        user: { id: `user:${id}`, kind: 'user', name: nameOf(payload, id) },
        expires_at: payload.exp * 1_000,
      }
    },
  }
}
