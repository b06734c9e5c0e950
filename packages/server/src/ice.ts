import { createHmac } from 'node:crypto'
import type { IceServer, Principal } from '@roomful/protocol'
import type { Config } from './config/variables.ts'
import type { Clock } from './ports/clock.ts'

/** Life of TURN credentials, seconds: a TURN server checks them again at each refresh, so a working day of call fits. */
export const ICE_TTL_S = 8 * 3_600

export interface IceOffer {
  readonly ice_servers: IceServer[]
  readonly ttl_s: number
}
export type IceServers = (principal: Pick<Principal, 'id'>) => IceOffer

/** Time-limited credentials in the TURN REST shape (draft-uberti-behave-turn-rest-00, as coturn's `use-auth-secret`):
 *  username `<expiry, Unix s>:<who>`, password base64(HMAC-SHA1(secret, username)). */
function turnCredentials(secret: string, who: string, expiresS: number) {
  const username = `${expiresS}:${who}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}

/** ICE servers for one person: the STUN servers, and the TURN servers with credentials of their own. */
export function createIceServers(
  { stunUrls, turnUrls, turnSecret }: Pick<Config, 'stunUrls' | 'turnUrls' | 'turnSecret'>,
  clock: Clock,
): IceServers {
  const stun: IceServer[] = stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : []
  return ({ id }) => {
    if (turnUrls.length === 0 || turnSecret === undefined) return { ice_servers: stun, ttl_s: ICE_TTL_S }
    const expiresS = Math.floor(clock.now() / 1_000) + ICE_TTL_S
    const turn = { urls: [...turnUrls], ...turnCredentials(turnSecret, id, expiresS) }
    return { ice_servers: [...stun, turn], ttl_s: ICE_TTL_S }
  }
}
