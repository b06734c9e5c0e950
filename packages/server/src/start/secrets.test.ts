import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { adminTicket, forgetTicket, hashTicket, jwtSecretOf, sessionKeyOf } from './secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'roomful-secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))
let made = 0
const fresh = () => {
  made += 1
  return join(folder, String(made))
}
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
const DAY_MS = 24 * 3_600_000

test('[ID11] the secret is drawn once per folder, for its owner alone', () => {
  const [one, two] = [fresh(), fresh()]
  const secret = jwtSecretOf(one, undefined)
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(jwtSecretOf(one, undefined)).toBe(secret)
  expect(jwtSecretOf(two, undefined)).not.toBe(secret)
  expect(modeOf(join(one, 'secrets'))).toBe('700')
  expect(modeOf(join(one, 'secrets', 'jwt-secret'))).toBe('600')
})

test('[ID11] a configured secret is not written anywhere', () => {
  const path = fresh()
  expect(jwtSecretOf(path, 'configured')).toBe('configured')
  expect(existsSync(path)).toBe(false)
})

test('[ID12] our own key is drawn per folder, for its owner alone', () => {
  const [one, two] = [fresh(), fresh()]
  const key = sessionKeyOf(one)
  expect(key).toHaveLength(32)
  expect(sessionKeyOf(one)).toEqual(key)
  expect(sessionKeyOf(two)).not.toEqual(key)
  expect(Buffer.from(key).toString('base64url')).not.toBe(jwtSecretOf(one, undefined))
  expect(modeOf(join(one, 'secrets', 'session-key'))).toBe('600')
})

test('[ID7] the admin link is shown until it was used, and never comes back by itself', async () => {
  const path = fresh()
  const saved: [string, number][] = []
  const storage = { saveTicket: async (hash: string, until: number) => void saved.push([hash, until]) }
  const shown = (at: number, first: boolean, renew = false) =>
    adminTicket(path, storage, at, { firstRun: first, renew })
  const ticket = await shown(0, true)
  expect(ticket).toMatch(/^[\w-]{32}$/)
  expect(saved).toEqual([[hashTicket(ticket ?? ''), 7 * DAY_MS]])
  expect(readFileSync(join(path, 'secrets', 'admin-ticket'), 'utf8')).toContain(ticket)
  expect(modeOf(join(path, 'secrets', 'admin-ticket'))).toBe('600')

  expect(await shown(DAY_MS, false)).toBe(ticket)
  const later = await shown(8 * DAY_MS, false)
  expect(later).toMatch(/^[\w-]{32}$/)
  expect(later).not.toBe(ticket)
  forgetTicket(path)
  expect(await shown(9 * DAY_MS, false)).toBeUndefined()
  expect(await shown(9 * DAY_MS, false, true)).toMatch(/^[\w-]{32}$/)
})
