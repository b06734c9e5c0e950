import type {
  ConnectionId,
  Leg,
  MessageId,
  Participant,
  ParticipantId,
  RoomAccess,
  RoomKind,
} from '@roomful/protocol'
import type { Overlay } from './overlay.ts'

/** Identity and policy of a room, as its row in the database. */
export interface RoomFacts {
  /** UUID, the internal key of the room everywhere; never sent to native clients. */
  readonly id: string
  readonly slug: string
  readonly kind: RoomKind
  readonly access: RoomAccess
  readonly createdAt: number
  /** Names this history; another epoch shares no numbers with it. */
  readonly epoch: string
  readonly title: string
  readonly capacity: number
}

/** What the log decides. Changed by logged events only, so a draft of it can be thrown away when its append failed. */
export interface Logged {
  facts: RoomFacts
  /** The creator, host for ever; null in rooms that came to be by a first join. */
  readonly by: ParticipantId | null
  /** Number of the last event, 0 before the first. */
  seq: number
  /** Active people; kept so that capacity costs no scan. */
  activeCount: number
  /** Bytes of all user data together. */
  dataBytes: number
  readonly participants: Overlay<ParticipantId, Participant>
  /** Facts of the messages that the commands of a batch need, filled into the draft by the shell before `decide`; gone with the draft. */
  readonly messages: Overlay<MessageId, MessageFacts>
}

export interface MessageFacts {
  readonly id: MessageId
  readonly author: ParticipantId
  readonly deleted: boolean
  /** `emoji` → who. Only as many names as rules need: whether `by` reacted, and how many kinds there are. */
  readonly reactions: ReadonlyMap<string, ReadonlySet<ParticipantId>>
}

/** One socket of a participant, on whatever node. */
export interface Connection {
  readonly id: ConnectionId
  readonly participant: ParticipantId
  readonly node: string
  readonly idle: boolean
}

/** What is not logged: changed by live events and by the comings and goings of sockets, at once and without a draft. */
export interface Live {
  readonly connections: Map<ConnectionId, Connection>
  readonly byParticipant: Map<ParticipantId, Set<ConnectionId>>
  /** Legs of the call, in order of joining. */
  readonly legs: Map<ConnectionId, Leg>
  /** Who types, and until when, ms. */
  readonly typing: Map<ParticipantId, number>
  /** Active people whose readers take them for idle: changed by presence.changed only, so that all hold the same. */
  readonly idle: Set<ParticipantId>
  /** Who lost the last connection and may still come back. */
  readonly grace: Map<ParticipantId, Grace>
  /** Candidates sent: from → to → negotiation → count. */
  readonly candidates: Map<ConnectionId, Map<ConnectionId, Map<string, number>>>
  /** Two things that something live between a decision and its commit can leave behind (DL4): people whose idleness no
   *  longer fits their connections, and legs whose connection was closed without ending them. */
  readonly unsettled: Set<ParticipantId>
  readonly strays: Set<ConnectionId>
}

export interface Grace {
  /** When the person is taken for gone, ms. */
  readonly until: number
  /** When `dueCommands` hands the expiry out, ms: `until`, or later when it was handed out already. */
  readonly askAt: number
}

/** What the commands of a batch do to the live part when it is committed, for the decisions that follow in it. */
export interface Pending {
  /** Connections that open, or close: null. */
  readonly connections: Map<ConnectionId, Connection | null>
  /** Who leaves, also when they come back in the same batch. */
  readonly left: Set<ParticipantId>
}

export interface Room {
  readonly logged: Logged
  readonly live: Live
  /** Set in drafts only. */
  readonly pending: Pending | null
}
