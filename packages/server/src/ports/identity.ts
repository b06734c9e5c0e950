import type { Fault, Principal } from '@roomful/protocol'

export interface Issued {
  readonly token: string
  /** ms */
  readonly expires_at: number
  readonly principal: Principal
}

export interface Verified {
  readonly principal: Principal
  /** When the token ends, ms. */
  readonly expires_at: number
}

/** Who somebody is. Tokens are JWTs: our own HS256 secret, or a JWKS with RS256/ES256; algorithm, issuer and audience pinned. */
export interface Identity {
  /** Never throws: a bad token is a fault (`token_invalid`, `token_expired`, `guests_refused`), and so is a database or
   *  key server that is away (`unavailable`). */
  verify(token: string): Promise<Verified | { fault: Fault }>
  /** A new guest, or the same one again under another name.
   *  @param again a principal that `verify` gave; whoever is no guest is not continued */
  guest(name: string, again?: Principal): Promise<Issued | { fault: Fault }>
  /** Uses up an admin ticket of the first run.
   *  @param again as in `guest`: this guest becomes admin */
  admin(ticket: string, name: string, again?: Principal): Promise<Issued | { fault: Fault }>
}
