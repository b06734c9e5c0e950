import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  forged,
  good,
  ISSUER,
  identityWith,
  keyServer,
  NOW_S,
  SESSION_KEY,
  signedBy,
} from './tokens.fixture.ts'

const keys = await keyServer()
const { identity } = identityWith({ jwksUrl: keys.url })
afterAll(keys.close)

const HS = { alg: 'HS256', typ: 'JWT' }
const OWN = { alg: 'HS256', kid: 'roomful' }
const guest = { sub: 'guest:annann', name: 'Ann', iss: 'roomful', aud: 'roomful', exp: NOW_S + 600 }
const without = (...names: (keyof typeof good)[]) =>
  Object.fromEntries(Object.entries(good).filter(([name]) => !names.some((each) => each === name)))
let other: Awaited<ReturnType<typeof generateKeyPair>>
beforeAll(async () => {
  other = await generateKeyPair('RS256')
})

const pem = JSON.stringify(keys.publicJwk)
const ended = (token: string) => token.slice(0, token.lastIndexOf('.') + 1)

const NEGATIVE: Readonly<Record<string, () => string | Promise<string>>> = {
  'no token at all': () => '',
  'no JWT': () => 'abc',
  'two parts': () => 'eyJhbGciOiJIUzI1NiJ9.e30',
  'header that is no JSON': () => '%%%.e30.x',
  'longer than 8 KiB': () => forged(HS, { ...good, name: 'x'.repeat(9_000) }),
  'alg none': () => ended(forged({ alg: 'none' }, good)),
  'alg None': () => ended(forged({ alg: 'None' }, good)),
  'alg missing': () => forged({ typ: 'JWT' }, good),
  'alg HS512': () => forged({ alg: 'HS512' }, good),
  'alg RS256 over an HMAC': () => forged({ alg: 'RS256', kid: 'k1' }, good),
  'HMAC with the public key (confusion)': () => forged(HS, good, pem),
  'signature cut off': () => ended(forged(HS, good)),
  'signature changed': () => `${ended(forged(HS, good))}AAAA`,
  'payload changed': () => {
    const [header, , signature] = forged(HS, good).split('.')
    return `${header}.${Buffer.from(JSON.stringify({ ...good, sub: 'eve' })).toString('base64url')}.${signature}`
  },
  'another secret': () => forged(HS, good, 'another secret'),
  'empty secret': () => forged(HS, good, ''),
  'no exp': () => forged(HS, without('exp')),
  'exp that is text': () => forged(HS, { ...good, exp: String(NOW_S + 600) }),
  'not valid yet': () => forged(HS, { ...good, nbf: NOW_S + 600 }),
  'no sub': () => forged(HS, without('sub')),
  'empty sub': () => forged(HS, { ...good, sub: '' }),
  'sub that is an object': () => forged(HS, { ...good, sub: { id: 1 } }),
  'sub with a line break': () => forged(HS, { ...good, sub: 'ann\nadmin' }),
  'sub too long': () => forged(HS, { ...good, sub: 'x'.repeat(200) }),
  'another issuer': () => forged(HS, { ...good, iss: 'https://evil.example.org' }),
  'no issuer': () => forged(HS, without('iss')),
  'another audience': () => forged(HS, { ...good, aud: 'billing' }),
  'no audience': () => forged(HS, without('aud')),
  'critical header that we do not know': () => forged({ ...HS, crit: ['exp2'], exp2: 1 }, good),
  'unencoded payload (b64)': () => forged({ ...HS, crit: ['b64'], b64: false }, good),
  'our kid with the shared secret': () => forged(OWN, guest),
  'our kid, admin claimed, shared secret': () => forged(OWN, { ...guest, admin: true }),
  'our issuer without our kid': () => forged(HS, guest),
  'our key, user: subject': () => forged(OWN, { ...guest, sub: 'user:ann' }, SESSION_KEY),
  'our key, no exp': () => forged(OWN, { ...guest, exp: undefined }, SESSION_KEY),
  'our key without our kid': () => forged(HS, { ...good, iss: ISSUER }, SESSION_KEY),
  'RS256 by an unknown key': () => signedBy(other.privateKey, 'RS256', good),
  'RS256 by an unknown kid': () => signedBy(keys.rsa.privateKey, 'RS256', good, { kid: 'k9' }),
  'RS256 with the kid of the ES256 key': () => signedBy(keys.rsa.privateKey, 'RS256', good, { kid: 'k2' }),
  'its own key in the header (jwk)': () =>
    signedBy(other.privateKey, 'RS256', good, { kid: 'k1', jwk: keys.publicJwk }),
  'a key server of its own (jku)': () =>
    signedBy(other.privateKey, 'RS256', good, { kid: 'k1', jku: 'https://evil.example.org/jwks' }),
}

test('[ID3] at least twenty', () => {
  expect(Object.keys(NEGATIVE).length).toBeGreaterThanOrEqual(20)
})

test.each(Object.keys(NEGATIVE))('[ID3, ID10] token_invalid: %s', async (name) => {
  const token = await NEGATIVE[name]?.()
  expect(await identity.verify(token ?? '')).toEqual({ fault: { code: 'token_invalid' } })
})

test('[ID4] without a configured issuer and audience, exp and sub are still needed', async () => {
  const { verify } = identityWith({ issuer: undefined, audience: undefined }).identity
  expect(await verify(forged(HS, without('iss', 'aud')))).toMatchObject({ principal: { id: 'user:ann' } })
  for (const token of [forged(HS, { sub: 'ann' }), forged(HS, { exp: good.exp })])
    expect(await verify(token)).toEqual({ fault: { code: 'token_invalid' } })
})

test('[ID5] token_expired: foreign, own, by JWKS', async () => {
  const expired = { ...good, exp: NOW_S - 60 }
  for (const token of [
    forged(HS, expired),
    forged(OWN, { ...guest, exp: NOW_S - 1 }, SESSION_KEY),
    await signedBy(keys.rsa.privateKey, 'RS256', expired),
  ])
    expect(await identity.verify(token)).toEqual({ fault: { code: 'token_expired' } })
})

test('[ID3] the same tokens without their fault are taken', async () => {
  const ann = { id: 'user:ann', kind: 'user', name: 'ann', admin: false }
  for (const token of [
    forged(HS, good),
    await signedBy(keys.rsa.privateKey, 'RS256', good),
    await signedBy(keys.ec.privateKey, 'ES256', good, { kid: 'k2' }),
  ])
    expect(await identity.verify(token)).toEqual({ principal: ann, expires_at: good.exp * 1_000 })
  expect(await identity.verify(forged(OWN, guest, SESSION_KEY))).toMatchObject({
    principal: { id: 'guest:annann', kind: 'guest' },
  })
})

test('[ID5] keys that cannot be read are unavailable, not a wrong token', async () => {
  const away = identityWith({ jwksUrl: 'http://127.0.0.1:9/jwks' })
  const token = await signedBy(keys.rsa.privateKey, 'RS256', good)
  expect(await away.identity.verify(token)).toMatchObject({ fault: { code: 'unavailable' } })
  const failing = identityWith({ jwksUrl: keys.url })
  keys.state.status = 500
  expect(await failing.identity.verify(token)).toMatchObject({ fault: { code: 'unavailable' } })
  keys.state.status = 200
  expect(await failing.identity.verify(token)).toMatchObject({ principal: { id: 'user:ann' } })
})
