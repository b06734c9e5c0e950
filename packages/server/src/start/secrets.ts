import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Storage } from '../ports/storage.ts'

const SECRETS = 'secrets'
const fileOf = (dataDir: string, name: string) => join(dataDir, SECRETS, name)

function write(dataDir: string, name: string, content: string): void {
  mkdirSync(join(dataDir, SECRETS), { recursive: true, mode: 0o700 })
  writeFileSync(fileOf(dataDir, name), content, { mode: 0o600, flush: true })
}

/** 32 bytes as base64url, drawn once per DATA_DIR. */
function drawnSecret(dataDir: string, name: string): string {
  const path = fileOf(dataDir, name)
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const secret = randomBytes(32).toString('base64url')
  write(dataDir, name, `${secret}\n`)
  return secret
}

/** The HS256 secret for tokens of other logins: the configured one, or one that is drawn. */
export const jwtSecretOf = (dataDir: string, configured: string | undefined): string =>
  configured ?? drawnSecret(dataDir, 'jwt-secret')

/** Key of our own tokens, 32 bytes. Drawn apart from the shared secret and never derived from it: who may sign users
 *  with that one must not be able to sign admins. */
export const sessionKeyOf = (dataDir: string): Uint8Array =>
  new Uint8Array(Buffer.from(drawnSecret(dataDir, 'session-key'), 'base64url'))

export const hashTicket = (ticket: string) => createHash('sha256').update(ticket).digest('hex')

/** Life of an admin link that nobody opens, milliseconds. */
const TICKET_TTL_MS = 7 * 24 * 3_600_000
const TICKET = 'admin-ticket'
const Kept = z.object({ ticket: z.string().min(1), expires_at: z.int() })

function readTicket(dataDir: string): z.infer<typeof Kept> | undefined {
  try {
    return Kept.safeParse(JSON.parse(readFileSync(fileOf(dataDir, TICKET), 'utf8'))).data
  } catch {
    return undefined
  }
}

/** The admin ticket to be shown at start: a new one in a new folder or when `renew`, the same until somebody used it,
 *  another when it ended unused, then none. */
export async function adminTicket(
  dataDir: string,
  storage: Pick<Storage, 'saveTicket'>,
  at: number,
  { firstRun, renew }: { firstRun: boolean; renew: boolean },
): Promise<string | undefined> {
  const kept = readTicket(dataDir)
  if (!renew && !firstRun && kept === undefined) return undefined
  if (!renew && kept !== undefined && kept.expires_at > at) return kept.ticket
  const ticket = randomBytes(24).toString('base64url')
  const expiresAt = at + TICKET_TTL_MS
  await storage.saveTicket(hashTicket(ticket), expiresAt)
  write(dataDir, TICKET, JSON.stringify({ ticket, expires_at: expiresAt }))
  return ticket
}

/** The link was used: later starts show none. */
export const forgetTicket = (dataDir: string) => rmSync(fileOf(dataDir, TICKET), { force: true })
