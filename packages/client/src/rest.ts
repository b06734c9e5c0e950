import type {
  CreateRoomInput,
  IceAnswer,
  Principal,
  RoomSummary,
  RoomsAnswer,
  TokenAnswer,
} from '@roomful/protocol'
import { errorOf, RoomfulError } from './errors.ts'

export interface RestOptions {
  /** Origin of the server, as for createClient. */
  readonly url: string
  /** Without one the browser's cookie says who asks. */
  readonly token?: string
  readonly fetch?: typeof fetch
}
export interface PageOptions {
  /** 1 to 100. */
  readonly limit?: number
  readonly cursor?: string
  readonly signal?: AbortSignal
}

/** The REST side of the server. Every method rejects with RoomfulError, or with the signal's reason. */
export interface Rest {
  /** A guest, known by a name alone; in a browser the same one again each time. */
  guest(name: string): Promise<TokenAnswer>
  /** Uses up the link of the first run. */
  admin(ticket: string, name?: string): Promise<TokenAnswer>
  me(signal?: AbortSignal): Promise<Principal>
  /** The liveliest first. */
  rooms(options?: PageOptions): Promise<RoomsAnswer>
  createRoom(body: CreateRoomInput): Promise<RoomSummary>
  room(slug: string, signal?: AbortSignal): Promise<RoomSummary>
  iceServers(): Promise<IceAnswer>
}

/** The refusal in a problem+json (RFC 9457); anything else came from a proxy in between. */
async function errorIn(response: Response): Promise<RoomfulError> {
  const problem: unknown = await response.json().catch(() => null)
  if (typeof problem !== 'object' || problem === null || !('code' in problem))
    return new RoomfulError(response.status >= 500 ? 'unavailable' : 'internal', `HTTP ${response.status}`)
  const { code, detail, retry_after_ms } = { detail: undefined, retry_after_ms: undefined, ...problem }
  return errorOf({
    code: String(code),
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(typeof retry_after_ms === 'number' ? { retry_after_ms } : {}),
  })
}

export function createRest({ url, token, fetch = globalThis.fetch }: RestOptions): Rest {
  const origin = url.replace(/\/+$/, '')

  async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
    const headers: Record<string, string> = { accept: 'application/json' }
    if (init.body) headers['content-type'] = 'application/json'
    if (token) headers.authorization = `Bearer ${token}`
    let response: Response
    try {
      response = await fetch(`${origin}${path}`, { ...init, headers })
    } catch (error) {
      if (init.signal?.aborted) throw init.signal.reason
      throw new RoomfulError('offline', String(error))
    }
    if (!response.ok) throw await errorIn(response)
    return response.json()
  }
  const post = <T>(path: string, body: unknown) =>
    request<T>(path, { method: 'POST', body: JSON.stringify(body) })
  const get = <T>(path: string, signal?: AbortSignal) => request<T>(path, signal ? { signal } : {})

  return {
    guest: (name) => post('/api/auth/guest', { name }),
    admin: (ticket, name) => post('/api/auth/admin', { ticket, ...(name === undefined ? {} : { name }) }),
    me: (signal) => get('/api/auth/me', signal),
    rooms({ limit, cursor, signal } = {}) {
      const query = new URLSearchParams()
      if (limit !== undefined) query.set('limit', String(limit))
      if (cursor !== undefined) query.set('cursor', cursor)
      return get(`/api/rooms?${query}`, signal)
    },
    createRoom: (body) => post('/api/rooms', body),
    room: (slug, signal) => get(`/api/rooms/${encodeURIComponent(slug)}`, signal),
    iceServers: () => get('/api/ice'),
  }
}

/** A guest of the server at `url`: its token goes into createClient. */
export const createGuest = (url: string, name: string): Promise<TokenAnswer> =>
  createRest({ url }).guest(name)
