/** How a client may go on: never (the request is wrong), later (same request, after a wait), renew (get a new token first). */
export type Retry = 'never' | 'later' | 'renew'
export interface FaultSpec {
  readonly http: number
  readonly retry: Retry
  /** English, for developers and logs; people read the app's own words for the code. */
  readonly text: string
}

/** The one table of refusals, for sockets and REST alike. */
export const FAULTS = {
  bad_frame: { http: 400, retry: 'never', text: 'the frame is not a JSON object of a known type' },
  bad_payload: { http: 422, retry: 'never', text: 'the body does not fit the schema' },
  unknown_type: { http: 404, retry: 'never', text: 'no command or query of that name' },
  too_large: { http: 413, retry: 'never', text: 'the body is larger than 64 KiB' },
  version_unsupported: {
    http: 400,
    retry: 'never',
    text: 'this server does not speak that protocol version',
  },
  not_found: { http: 404, retry: 'never', text: 'there is nothing at this address' },
  method_not_allowed: { http: 405, retry: 'never', text: 'the address does not take this method' },
  unsupported_media_type: { http: 415, retry: 'never', text: 'send application/json' },

  unauthorized: { http: 401, retry: 'renew', text: 'a token is needed' },
  token_invalid: { http: 401, retry: 'renew', text: 'the token is not valid here' },
  token_expired: { http: 401, retry: 'renew', text: 'the token has expired' },
  hello_expected: { http: 401, retry: 'never', text: 'the first frame must be hello' },
  hello_timeout: { http: 408, retry: 'later', text: 'no hello came in time' },
  origin_refused: { http: 403, retry: 'never', text: 'pages of this origin may not connect' },
  guests_refused: { http: 403, retry: 'never', text: 'this server takes no guests' },
  ticket_invalid: { http: 403, retry: 'never', text: 'the link is used up or wrong' },
  forbidden: { http: 403, retry: 'never', text: 'your role does not allow this' },

  room_not_found: { http: 404, retry: 'never', text: 'there is no such room' },
  room_exists: { http: 409, retry: 'never', text: 'a room with this address exists' },
  room_full: { http: 409, retry: 'later', text: 'the room has no free place' },
  users_only: { http: 403, retry: 'never', text: 'only people with an account may enter this room' },
  not_joined: { http: 403, retry: 'never', text: 'join the room first' },
  slug_blank: { http: 422, retry: 'never', text: 'a room needs a name' },
  slug_invalid: {
    http: 422,
    retry: 'never',
    text: 'a room name has 1 to 128 characters and no control characters',
  },
  name_blank: { http: 422, retry: 'never', text: 'a name is needed' },
  name_invalid: { http: 422, retry: 'never', text: 'a name has 1 to 100 characters on one line' },

  message_blank: { http: 422, retry: 'never', text: 'the message has no text' },
  message_too_long: { http: 422, retry: 'never', text: 'a message has at most 4000 characters' },
  message_not_found: { http: 404, retry: 'never', text: 'there is no such message in this room' },
  message_deleted: { http: 410, retry: 'never', text: 'the message was deleted' },
  not_author: { http: 403, retry: 'never', text: 'only the author may do this' },
  too_many_reactions: { http: 409, retry: 'never', text: 'the message has 20 different reactions already' },

  participant_not_found: { http: 404, retry: 'never', text: 'nobody of that id is in this room' },
  last_host: { http: 409, retry: 'never', text: 'the room would be left without a host' },
  data_too_large: { http: 413, retry: 'never', text: 'user data may have 16 KiB each and 1 MiB a room' },
  data_too_deep: { http: 422, retry: 'never', text: 'user data may be 8 levels deep' },
  key_reserved: {
    http: 422,
    retry: 'never',
    text: 'the keys __proto__, constructor and prototype are reserved',
  },

  call_full: { http: 409, retry: 'later', text: 'the call has no free place; chat goes on' },
  not_in_call: { http: 409, retry: 'never', text: 'join the call first' },
  target_not_found: { http: 404, retry: 'never', text: 'the target is not in this call' },
  signal_too_large: { http: 413, retry: 'never', text: 'a signal has at most 32 KiB' },
  too_many_candidates: { http: 429, retry: 'never', text: 'at most 100 candidates per negotiation' },

  idempotency_conflict: { http: 409, retry: 'never', text: 'the key was used with another body' },
  unrecoverable_position: { http: 410, retry: 'never', text: 'the log no longer reaches back that far' },
  rate_limited: { http: 429, retry: 'later', text: 'too much at once' },
  busy: { http: 503, retry: 'later', text: 'too many commands are waiting' },
  unavailable: { http: 503, retry: 'later', text: 'the database is away' },
  draining: { http: 503, retry: 'later', text: 'the server is about to stop' },
  slow_consumer: { http: 503, retry: 'later', text: 'the connection did not read fast enough' },
  internal: { http: 500, retry: 'later', text: 'something went wrong on the server' },
} as const satisfies Record<string, FaultSpec>

export type FaultCode = keyof typeof FAULTS

/** A refusal as a value. Decisions return it, the wire carries it as `error`. */
export interface Fault {
  readonly code: FaultCode
  /** What exactly was wrong, when the table's text is not enough (the path of a bad field). */
  readonly detail?: string
  readonly retry_after_ms?: number
}

export const fault = (code: FaultCode, detail?: string, retryAfterMs?: number): Fault => ({
  code,
  ...(detail === undefined ? {} : { detail }),
  ...(retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }),
})

export const isFaultCode = (code: unknown): code is FaultCode =>
  typeof code === 'string' && Object.hasOwn(FAULTS, code)
