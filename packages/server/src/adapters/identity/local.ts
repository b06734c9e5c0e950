import { randomInt } from 'node:crypto'
import { type Fault, fault, type Principal } from '@roomful/protocol'
import { decodeProtectedHeader, errors, type ProtectedHeaderParameters } from 'jose'
import type { Clock } from '../../ports/clock.ts'
import type { Identity, Verified } from '../../ports/identity.ts'
import { type Storage, StorageUnavailable } from '../../ports/storage.ts'
import { hashTicket } from '../../start/secrets.ts'
import { type ForeignOptions, foreignTokens } from './foreign.ts'
import { OWN_KID, ownTokens } from './own.ts'

export interface LocalIdentityOptions {
  /** 32 bytes, for our own tokens only. */
  readonly sessionKey: Uint8Array
  readonly foreign: ForeignOptions
  readonly allowGuests: boolean
  readonly storage: Pick<Storage, 'findPrincipal' | 'savePrincipal' | 'useTicket'>
  readonly clock: Clock
  /** After an admin ticket was used up. */
  onTicketUsed?(): void
}

/** Longer ones are not even decoded, characters. As HelloFrame. */
const TOKEN_CHARS = 8_192
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const guestId = () =>
  `guest:${Array.from({ length: 10 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')}`

/** The reasons why a key server could not be asked; the token itself may be good. */
const isAway = (error: unknown) =>
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  (error instanceof TypeError && error.message === 'fetch failed') ||
  (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC')

function faultOf(error: unknown): Fault {
  if (error instanceof StorageUnavailable) return error.fault
  if (error instanceof errors.JWTExpired) return fault('token_expired')
  return isAway(error)
    ? fault('unavailable', 'the keys of the token issuer cannot be read', 1_000)
    : fault('token_invalid')
}

function headerOf(token: string): ProtectedHeaderParameters | undefined {
  try {
    return token.length > TOKEN_CHARS ? undefined : decodeProtectedHeader(token)
  } catch {
    return undefined
  }
}

/** Identity without another service: guests and admins by our own tokens, users by tokens of another login. */
export function localIdentity(options: LocalIdentityOptions): Identity {
  const { allowGuests, storage, clock } = options
  const own = ownTokens(options.sessionKey, clock)
  const foreign = foreignTokens(options.foreign, clock)

  /** Admin is a column of ours; the row is written at the first sight of a person. */
  async function known(user: Omit<Principal, 'admin'>): Promise<Principal> {
    const row = await storage.findPrincipal(user.id)
    const principal = { ...user, admin: row?.admin ?? false }
    if (row?.name !== user.name) await storage.savePrincipal(principal, clock.now())
    return principal
  }

  async function verified(token: string): Promise<Verified | undefined> {
    const header = headerOf(token)
    if (header === undefined) return undefined
    if (header.kid === OWN_KID) return own.verify(token)
    const found = await foreign.verify(token, header.alg)
    return found && { principal: await known(found.user), expires_at: found.expires_at }
  }

  async function issue(name: string, again: Principal | undefined, admin: boolean) {
    const id = again?.kind === 'guest' ? again.id : guestId()
    const principal: Principal = { id, kind: 'guest', name, admin: admin || (again?.admin ?? false) }
    await storage.savePrincipal(principal, clock.now())
    return own.sign(principal)
  }

  return {
    async verify(token) {
      try {
        const found = await verified(token)
        if (!found) return { fault: fault('token_invalid') }
        const { principal } = found
        if (principal.kind === 'guest' && !principal.admin && !allowGuests)
          return { fault: fault('guests_refused') }
        return found
      } catch (error) {
        return { fault: faultOf(error) }
      }
    },
    async guest(name, again) {
      if (!allowGuests && !again?.admin) return { fault: fault('guests_refused') }
      return issue(name, again, false)
    },
    async admin(ticket, name, again) {
      if (!(await storage.useTicket(hashTicket(ticket), clock.now())))
        return { fault: fault('ticket_invalid') }
      options.onTicketUsed?.()
      return issue(name, again, true)
    },
  }
}
