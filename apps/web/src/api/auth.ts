import type { Principal } from '@roomful/protocol'
import { post } from './http.ts'

interface TokenAnswer {
  readonly token: string
  /** Unix ms. */
  readonly expires_at: number
  readonly principal: Principal
}

/** A token for the socket. The HttpOnly cookie that comes with it keeps the same browser the same guest. */
export const guestToken = async (name: string) => (await post<TokenAnswer>('/api/auth/guest', { name })).token

/** Trades the one-use ticket of the admin link for an admin's cookie. */
export const claimAdmin = (ticket: string) => post<TokenAnswer>('/api/auth/admin', { ticket })
