/** Every bound of the protocol, with its unit in the name. Servers may be stricter, clients may not rely on more. */
export const LIMITS = {
  /** Largest frame that is read at all; larger ones close the socket (code 1009). */
  FRAME_BYTES: 1_048_576,
  /** Largest command or query body; larger ones answer `too_large`. */
  BODY_BYTES: 65_536,
  MESSAGE_CHARS: 4_000,
  DISPLAY_NAME_CHARS: 100,
  ROOM_SLUG_CHARS: 128,
  ROOM_TITLE_CHARS: 200,
  PARTICIPANT_ID_CHARS: 128,
  CONNECTION_ID_CHARS: 64,
  KEY_CHARS: 128,
  EMOJI_CHARS: 32,
  /** Different emoji on one message. */
  REACTION_KINDS: 20,
  /** Names listed per reaction; `count` stays exact. */
  REACTION_NAMES: 50,
  USER_DATA_BYTES: 16_384,
  USER_DATA_DEPTH: 8,
  /** All user data of one room together. */
  ROOM_DATA_BYTES: 1_048_576,
  /** One offer, answer or candidate. */
  SIGNAL_BYTES: 32_768,
  CANDIDATES_PER_NEGOTIATION: 100,
  /** Publishers of a call without a media server. */
  MESH_PUBLISHERS: 8,
  ROOM_CAPACITY: 1_000,
  ROOM_CAPACITY_MAX: 10_000,
  /** Inactive people kept on the roster of one room; the longest absent go first. */
  INACTIVE_KEPT: 1_000,
  /** Inactive people sent with a snapshot; the rest by `roster.page`. */
  INACTIVE_IN_SNAPSHOT: 200,
  /** Participants in one part of a snapshot. */
  SNAPSHOT_PART: 500,
  HISTORY_IN_SNAPSHOT: 50,
  PAGE_ITEMS: 100,
  /** Logged events in one frame of a resume. */
  RESUME_PAGE: 200,
  /** Missed events that a resume replays at most; further back a snapshot is cheaper. */
  RESUME_MAX: 10_000,
  /** Commands of one socket that may wait; more answer `busy`. */
  SOCKET_QUEUE: 256,
} as const

/** Life of a typing mark without a keystroke, milliseconds. Above the client's 1500 ms heartbeat. Rule TY3. */
export const TYPING_TTL_MS = 3_000
/** From the loss of a native connection to `participant.left`, milliseconds. Rule PR4. */
export const GRACE_MS = 3_000
/** Ping of the server, milliseconds; no pong within PONG_WAIT_MS closes the socket. Rule LI9. */
export const PING_INTERVAL_MS = 8_000
export const PONG_WAIT_MS = 4_000
/** From the opening of a socket to its `hello`, milliseconds. */
export const HELLO_WAIT_MS = 5_000
/** The client's own beat: in a call, so that a loss shows within 3 s, and outside of one. Milliseconds. Rule CL6. */
export const BEAT_IN_CALL_MS = 1_000
export const BEAT_MS = 5_000
/** Name of the WebSocket subprotocol; it carries the version. */
export const SUBPROTOCOL = 'roomful.v1'
