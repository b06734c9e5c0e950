import type { Fault, Principal } from '@roomful/protocol'

/** Who somebody is. Tokens are JWTs: our own HS256 secret, or a JWKS with RS256/ES256; algorithm, issuer and audience pinned. */
export interface Identity {
  /** Never throws: a bad token is a fault (`token_invalid`, `token_expired`). */
  verify(
    token: string,
  ): Promise<
    | { principal: Principal /** Unix ms; the socket is closed then. */; expires_at?: number }
    | { fault: Fault }
  >
  /** A new guest, or the same one again under another name. */
  guest(name: string, again?: string): Promise<{ token: string; expires_at: number; principal: Principal }>
  /** Uses up an admin ticket of the first run. */
  admin(
    ticket: string,
    name: string,
  ): Promise<{ token: string; expires_at: number; principal: Principal } | { fault: Fault }>
}
