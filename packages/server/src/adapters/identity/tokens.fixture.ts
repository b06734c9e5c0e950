import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { manualClock } from '../clock/manual.ts'
import { localIdentity } from './local.ts'
import { memoryPrincipals } from './principals.fixture.ts'

export const SECRET = 'a secret shared with another login 42'
export const SESSION_KEY = new Uint8Array(32).fill(7)
export const ISSUER = 'https://login.example.org'
export const AUDIENCE = 'rooms'
export const NOW_S = 1_800_000_000
export const clock = manualClock(NOW_S * 1_000)

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT made by hand, as an attacker would: any header, any payload, any HMAC key. */
export function forged(header: object, payload: object, key: string | Uint8Array = SECRET): string {
  const signed = `${part(header)}.${part(payload)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

export const good = { sub: 'ann', iss: ISSUER, aud: AUDIENCE, iat: NOW_S, exp: NOW_S + 600 }

export const signedBy = (key: CryptoKey, alg: string, payload: JWTPayload, header: object = { kid: 'k1' }) =>
  new SignJWT(payload).setProtectedHeader({ alg, ...header }).sign(key)

/** A key server with one RS256 key `k1` and one ES256 key `k2`. */
export async function keyServer() {
  const rsa = await generateKeyPair('RS256', { extractable: true })
  const ec = await generateKeyPair('ES256', { extractable: true })
  const keys = [
    { ...(await exportJWK(rsa.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' },
    { ...(await exportJWK(ec.publicKey)), kid: 'k2', alg: 'ES256', use: 'sig' },
  ]
  const state = { asked: 0, status: 200 }
  const server = createServer((_request, response) => {
    state.asked += 1
    response.writeHead(state.status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return {
    url: `http://127.0.0.1:${port}/jwks`,
    rsa,
    ec,
    publicJwk: keys[0],
    state,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

export function identityWith({
  jwksUrl,
  allowGuests = true,
  ...pinned
}: {
  jwksUrl?: string
  allowGuests?: boolean
  issuer?: string | undefined
  audience?: string | undefined
} = {}) {
  const principals = memoryPrincipals()
  const used: string[] = []
  const identity = localIdentity({
    sessionKey: SESSION_KEY,
    foreign: { secret: SECRET, jwksUrl, issuer: ISSUER, audience: AUDIENCE, ...pinned },
    allowGuests,
    storage: principals.storage,
    clock,
    onTicketUsed: () => void used.push('used'),
  })
  return { identity, principals, used }
}
