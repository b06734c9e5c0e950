import { createHash, hkdfSync, randomBytes } from 'node:crypto'
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

/** The HS256 secret for tokens of other logins: the configured one, or one that is generated once per DATA_DIR. */
export function jwtSecretOf(dataDir: string, configured: string | undefined): string {
  if (configured !== undefined) return configured
  const path = fileOf(dataDir, 'jwt-secret')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const secret = randomBytes(32).toString('base64url')
  write(dataDir, 'jwt-secret', `${secret}\n`)
  return secret
}

/** Key of our own tokens, 32 bytes. Derived, so that who may sign users with the shared secret signs no guests or
 *  admins by it, and nodes that share the secret know each other's guests. */
export const sessionKeyOf = (jwtSecret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', jwtSecret, '', 'roomful session tokens v1', 32))

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
