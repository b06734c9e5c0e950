import { expect, test } from 'vitest'
import { type Environment, readConfig } from './read.ts'

const STRONG = 'Zq3mV8xLr7TnB5kYwJ2hGf6PsC9dEu4A'
const production = (env: Environment) => {
  const reading = readConfig({ NODE_ENV: 'production', ...env })
  return 'problems' in reading ? reading.problems : []
}

test('[SU3] production on loopback starts with nothing set, and closes what is open in development', () => {
  expect(readConfig({ NODE_ENV: 'production' })).toMatchObject({
    config: { roomList: 'admin', corsOrigins: [] },
  })
})

test.each([
  ['short', 'has 14 bytes', { JWT_SECRET: '8xLr7TnB5kYwJ2' }],
  ['well known', 'can be guessed', { JWT_SECRET: 'your-256-bit-secret-your-256-bit-secret' }],
  ['one letter', 'can be guessed', { JWT_SECRET: 'a'.repeat(40) }],
  ['two words', 'can be guessed', { JWT_SECRET: 'changeme-changeme-changeme-changeme-12345678' }],
  ['TURN', 'TURN_SECRET has 5 bytes', { TURN_SECRET: 'north', TURN_URLS: 'turn:t' }],
  ['no TLS', 'set TRUST_PROXY=1', { HOST: '0.0.0.0' }],
  ['no TLS, IPv6', 'set TRUST_PROXY=1', { HOST: '::' }],
  ['http address', 'PUBLIC_URL must begin with https://', { PUBLIC_URL: 'http://rooms.example.org' }],
  [
    'http keys',
    'JWKS_URL must begin with https://',
    { JWKS_URL: 'http://login.example.org', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' },
  ],
  ['no limits', 'RATE_LIMITS is off', { RATE_LIMITS: 'off' }],
  ['wildcard origin', 'wildcard', { CORS_ORIGINS: '*' }],
])('[SU3] production refuses: %s', (_name, part, env) => {
  expect(production(env)).toEqual([expect.stringContaining(part)])
})

test('[SU3] production behind a TLS proxy with its own secret starts', () => {
  expect(
    production({
      HOST: '0.0.0.0',
      TRUST_PROXY: '1',
      JWT_SECRET: STRONG,
      PUBLIC_URL: 'https://r.example.org',
    }),
  ).toEqual([])
  expect(production({ JWT_SECRET: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b' })).toEqual([])
})
