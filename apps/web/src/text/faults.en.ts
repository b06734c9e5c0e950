import type { ErrorCode } from '@roomful/client'

/** `removed`: somebody took us out of the room. */
export type AppFaultCode = ErrorCode | 'removed'
/** What happened, and what to do next. */
export interface FaultText {
  readonly what: string
  readonly next: string
}

const OURS = { what: 'Something went wrong in this page', next: 'Reload it and try again.' }
const SIGN_IN = { what: 'Your sign-in has ended', next: 'Try again; you get a new one.' }
const GONE = { what: 'The message is no longer there', next: 'Somebody deleted it.' }
const SMALLER = { what: 'That is too large', next: 'Shorten it and try again.' }

export const faultsEn = {
  offline: { what: 'The server does not answer', next: 'Check your network, then try again.' },
  timeout: { what: 'The server did not answer in time', next: 'Try again in a moment.' },
  closed: { what: 'The connection was closed', next: 'Reload the page to come back.' },
  left: { what: 'You left the room', next: 'Join again to go on.' },
  discarded: { what: 'It was not sent', next: 'You withdrew it.' },
  queue_full: { what: 'Too much waits for the connection', next: 'Wait until you are connected again.' },
  removed: { what: 'You were taken out of the room', next: 'Ask the host when you think this is a mistake.' },

  bad_frame: OURS,
  bad_payload: OURS,
  unknown_type: OURS,
  version_unsupported: { what: 'This page is older than the server', next: 'Reload it to get the new one.' },
  not_found: { what: 'There is nothing here', next: 'Check the address.' },
  method_not_allowed: OURS,
  unsupported_media_type: OURS,
  too_large: SMALLER,

  unauthorized: SIGN_IN,
  token_invalid: SIGN_IN,
  token_expired: SIGN_IN,
  hello_expected: OURS,
  hello_timeout: { what: 'The connection is too slow', next: 'Try again on a better network.' },
  origin_refused: {
    what: 'This page may not connect to the server',
    next: 'Open the room at the server’s own address.',
  },
  guests_refused: { what: 'This server takes no guests', next: 'Ask whoever runs it for an account.' },
  ticket_invalid: { what: 'This link is used up', next: 'Restart the server to get a new admin link.' },
  forbidden: { what: 'Your role does not allow this', next: 'Ask the host of the room.' },

  room_not_found: { what: 'There is no such room', next: 'Check the link, or open a new room.' },
  room_exists: { what: 'A room of that name exists', next: 'Join it, or take another name.' },
  room_full: { what: 'The room is full', next: 'Try again when somebody has left.' },
  users_only: {
    what: 'Only people with an account may enter',
    next: 'Ask the host to open the room for guests.',
  },
  not_joined: { what: 'You are not in this room', next: 'Join it first.' },
  slug_blank: { what: 'A room needs a name', next: 'Go home and name one.' },
  slug_invalid: {
    what: 'That cannot be the name of a room',
    next: 'A name has up to 128 characters on one line.',
  },
  name_blank: { what: 'Your name is missing', next: 'Tell the others how to call you.' },
  name_invalid: { what: 'That name does not work', next: 'Take up to 100 characters on one line.' },

  message_blank: { what: 'The message has no text', next: 'Write something first.' },
  message_too_long: { what: 'The message is too long', next: 'Keep it under 4000 characters, or send two.' },
  message_not_found: GONE,
  message_deleted: GONE,
  not_author: { what: 'This is somebody else’s message', next: 'Only its author may change it.' },
  too_many_reactions: { what: 'This message has 20 different reactions', next: 'Join one of those.' },

  participant_not_found: {
    what: 'That person is no longer in the room',
    next: 'Look at the list of people.',
  },
  last_host: { what: 'The room would be left without a host', next: 'Make somebody else host first.' },
  data_too_large: SMALLER,
  data_too_deep: OURS,
  key_reserved: OURS,

  call_full: { what: 'The call is full', next: 'You can read and write along, and join it later.' },
  not_in_call: { what: 'You are not in the call', next: 'Join it first.' },
  target_not_found: { what: 'That person has left the call', next: 'They come back by themselves.' },
  signal_too_large: { what: 'The call could not be set up', next: 'Leave and join again.' },
  too_many_candidates: { what: 'The call could not be set up', next: 'Leave and join again.' },

  idempotency_conflict: { what: 'This was sent once already', next: 'Look whether it arrived.' },
  unrecoverable_position: { what: 'You were away for long', next: 'The room is loaded anew.' },
  rate_limited: { what: 'That was too much at once', next: 'Wait a moment, then try again.' },
  busy: { what: 'The server is very busy', next: 'Wait a moment, then try again.' },
  unavailable: { what: 'The server cannot save right now', next: 'Nothing is lost. Try again in a moment.' },
  draining: { what: 'The server restarts', next: 'You come back by yourself in a moment.' },
  slow_consumer: { what: 'Your connection is too slow', next: 'You come back by yourself.' },
  internal: { what: 'Something went wrong on the server', next: 'Try again in a moment.' },
} as const satisfies Record<AppFaultCode, FaultText>
