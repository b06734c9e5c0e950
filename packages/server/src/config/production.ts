import type { Config } from './variables.ts'

/** Least length of a secret in production, bytes: the strength of HS256 (RFC 7518, section 3.2). */
export const SECRET_BYTES = 32
const MEND = 'make one with `openssl rand -base64 32`'

/** Read again and again in tutorials and sample files. */
const WELL_KNOWN =
  /secret|passw|change|example|default|jwt|token|key|your|test|demo|dev|qwert|1234|abcd|admin|roomful|placeholder/gi

/** A long secret that is mostly known words or one repeated piece is a short one. */
const isGuessable = (secret: string) => {
  const rest = secret.replace(WELL_KNOWN, '').replace(/[^A-Za-z0-9]/g, '')
  return rest.length < 20 || new Set(rest).size < 10
}

function weaknessOf(name: string, secret: string | undefined): string[] {
  if (secret === undefined) return []
  if (Buffer.byteLength(secret) < SECRET_BYTES)
    return [`${name} has ${Buffer.byteLength(secret)} bytes, at least ${SECRET_BYTES} are needed; ${MEND}`]
  return isGuessable(secret) ? [`${name} can be guessed; ${MEND}`] : []
}

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i
export const isLoopback = (host: string) => LOOPBACK.test(host)

/** Settings that are fine on one's own machine and not on the network, one line each. */
export function dangersOf(config: Config): string[] {
  const dangers = [
    ...weaknessOf('JWT_SECRET', config.jwtSecret),
    ...weaknessOf('TURN_SECRET', config.turnSecret),
  ]
  if (!isLoopback(config.host) && config.trustProxy === false)
    dangers.push(
      `HOST ${config.host} would be served without TLS: put a TLS proxy in front and set TRUST_PROXY=1, or set HOST=127.0.0.1`,
    )
  if (config.publicUrl?.startsWith('http:') && !isLoopback(new URL(config.publicUrl).hostname))
    dangers.push('PUBLIC_URL must begin with https:// in production; browsers give no camera without TLS')
  if (config.jwksUrl?.startsWith('http:') && !isLoopback(new URL(config.jwksUrl).hostname))
    dangers.push('JWKS_URL must begin with https:// in production: keys read over http can be replaced')
  if (!config.rateLimits) dangers.push('RATE_LIMITS is off; unset it in production')
  return dangers
}
