import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Environment, readConfig } from './read.ts'

const configOf = (env: Environment) => {
  const reading = readConfig(env)
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  return reading.config
}
const problemsOf = (env: Environment) => {
  const reading = readConfig(env)
  return 'problems' in reading ? reading.problems : []
}

test('[SU1] nothing has to be set', () => {
  expect(configOf({})).toMatchObject({
    mode: 'development',
    port: 3000,
    host: '127.0.0.1',
    publicUrl: undefined,
    dataDir: './data',
    allowGuests: true,
    rateLimits: true,
    trustProxy: false,
    roomList: 'public',
    corsOrigins: ['http://localhost:3000', 'http://localhost:5173'],
    stunUrls: [],
    turnUrls: [],
    pingIntervalMs: 8_000,
    pingTimeoutMs: 4_000,
  })
})

test('[SU1] values are read as people write them', () => {
  expect(
    configOf({
      PORT: ' 8080 ',
      ALLOW_GUESTS: 'No',
      RATE_LIMITS: 'off',
      FRONTEND_URL: 'https://app.example.org/',
      CORS_ORIGINS: 'https://a.example.org, https://b.example.org:8443',
      STUN_URLS: 'stun:turn.example.org:3478',
      TURN_URLS: 'turn:turn.example.org:3478?transport=udp,turns:turn.example.org',
      TURN_SECRET: 'x',
      PUBLIC_URL: '',
      DEBUG: 'express:*',
    }),
  ).toMatchObject({
    port: 8080,
    allowGuests: false,
    rateLimits: false,
    frontendUrl: 'https://app.example.org',
    corsOrigins: ['https://a.example.org', 'https://b.example.org:8443'],
    stunUrls: ['stun:turn.example.org:3478'],
    turnUrls: ['turn:turn.example.org:3478?transport=udp', 'turns:turn.example.org'],
    publicUrl: undefined,
    debug: false,
  })
})

test.each([
  ['false', false],
  ['true', 1],
  ['1', 1],
  ['2', 2],
  ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
])('[SU1] TRUST_PROXY %s', (text, value) => {
  expect(configOf({ TRUST_PROXY: text }).trustProxy).toEqual(value)
})

test('[SU1] every problem is told, one line each, with what to do', () => {
  expect(
    problemsOf({
      PORT: '99999',
      NODE_ENV: 'prod',
      ALLOW_GUESTS: 'maybe',
      CORS_ORIGINS: '*',
      FRONTEND_URL: 'https://example.org/app',
      TRUST_PROXY: 'nginx',
      TURN_URLS: 'http://turn',
      PING_INTERVAL: '8s',
    }),
  ).toEqual([
    'NODE_ENV must be development, test or production, not "prod"',
    'PORT must be a port from 0 (any free one) to 65535, not "99999"',
    'ALLOW_GUESTS must be true or false, not "maybe"',
    'FRONTEND_URL must be an origin such as https://app.example.org; a wildcard is not taken, not "https://example.org/app"',
    'CORS_ORIGINS must be origins such as https://app.example.org, separated by commas; a wildcard is not taken, not "*"',
    'TRUST_PROXY must be false, a number of proxies from 1 to 9, or addresses such as 10.0.0.0/8, not "nginx"',
    'TURN_URLS must be turn: or turns: addresses, separated by commas, not "http://turn"',
    'PING_INTERVAL must be milliseconds from 100 to 600000, not "8s"',
  ])
})

test('[SU1] settings that need each other', () => {
  expect(problemsOf({ TURN_URLS: 'turn:t' })).toEqual([expect.stringContaining('needs TURN_SECRET')])
  expect(problemsOf({ JWKS_URL: 'https://login.example.org/jwks' })).toEqual([
    expect.stringContaining('needs JWT_ISSUER and JWT_AUDIENCE'),
  ])
})

test('[SU2] a value can come from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roomful-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'secret')
  writeFileSync(path, 'from the file\n')
  expect(configOf({ JWT_SECRET_FILE: path }).jwtSecret).toBe('from the file')
  expect(configOf({ JWT_SECRET_KEY_FILE: path }).jwtSecret).toBe('from the file')
  expect(problemsOf({ JWT_SECRET_FILE: path, JWT_SECRET: 'x' })).toEqual([
    'JWT_SECRET and JWT_SECRET_FILE are both set; keep one of them',
  ])
  expect(problemsOf({ JWT_SECRET_FILE: `${path}x` })).toEqual([
    `JWT_SECRET_FILE: ${path}x cannot be read (ENOENT); check the path and its permissions`,
  ])
})

test('[SU2] JWT_SECRET_KEY is another name of JWT_SECRET', () => {
  expect(configOf({ JWT_SECRET_KEY: 'x' }).jwtSecret).toBe('x')
  expect(configOf({ JWT_SECRET_KEY: 'x', JWT_SECRET: 'x' }).jwtSecret).toBe('x')
  expect(problemsOf({ JWT_SECRET_KEY: 'x', JWT_SECRET: 'y' })).toEqual([
    'JWT_SECRET and JWT_SECRET_KEY are both set and differ; keep one of them',
  ])
})

test('[SU1] a secret is never repeated', () => {
  const problems = problemsOf({ NODE_ENV: 'production', JWT_SECRET: 'hunter2hunter2' })
  expect(problems).toHaveLength(1)
  expect(problems[0]).not.toContain('hunter2')
})

test('[SU1] what this version cannot do is told', () => {
  const reading = readConfig({ DATABASE_URL: 'postgres://x' })
  expect(reading).toMatchObject({ warnings: [expect.stringContaining('DATABASE_URL')] })
  expect(problemsOf({ NODE_ENV: 'production', DATABASE_URL: 'postgres://x' })).toEqual([
    expect.stringContaining('DATABASE_URL'),
  ])
})
