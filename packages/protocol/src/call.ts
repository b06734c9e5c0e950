import { z } from 'zod'
import { defineCommand, defineEvent } from './define.ts'
import { ConnectionId, EpochMs, ParticipantId } from './ids.ts'

export const MediaState = z.object({ audio: z.boolean(), video: z.boolean(), screen: z.boolean() })
export type MediaState = z.infer<typeof MediaState>

/** perfect: W3C perfect negotiation; plain: offers and answers only, as the contracts' clients do. */
export const Negotiation = z.enum(['perfect', 'plain'])
export type Negotiation = z.infer<typeof Negotiation>

/** One connection in the call. */
export const Leg = z.object({
  connection: ConnectionId,
  participant: ParticipantId,
  negotiation: Negotiation,
  media: MediaState,
  joined_at: EpochMs,
})
export type Leg = z.infer<typeof Leg>

/** As RTCIceServer of the browser. */
export const IceServer = z.object({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
})
export type IceServer = z.infer<typeof IceServer>

export const joinCall = defineCommand('call.join', {
  lane: 'live',
  body: z.object({ media: MediaState, negotiation: Negotiation.default('perfect') }),
  answer: z.object({
    mode: z.enum(['mesh', 'sfu']),
    leg: Leg,
    /** The others who are in the call already; the newcomer is the polite side towards each of them. */
    legs: z.array(Leg),
    ice_servers: z.array(IceServer),
    /** Seconds until the credentials in ice_servers end. */
    ice_ttl_s: z.int().positive(),
  }),
})
export const leaveCall = defineCommand('call.leave', {
  lane: 'live',
  body: z.object({}),
  answer: z.object({}),
})
export const setMedia = defineCommand('media.set', { lane: 'live', body: MediaState, answer: z.object({}) })

export const SignalKind = z.enum(['offer', 'answer', 'candidate', 'bye'])
/** SDP and candidates are opaque to the server: it checks sender, target, room and size. */
export const sendSignal = defineCommand('signal.send', {
  lane: 'live',
  body: z.object({
    to: ConnectionId,
    /** Names one negotiation of the pair, so that late candidates of an older one can be told apart. */
    negotiation: z.string().min(1).max(64),
    kind: SignalKind,
    data: z.unknown(),
  }),
  answer: z.object({}),
})

export const callJoined = defineEvent('call.joined', { delivery: 'live', payload: Leg })
export const callLeft = defineEvent('call.left', {
  delivery: 'live',
  payload: z.object({
    connection: ConnectionId,
    participant: ParticipantId,
    cause: z.enum(['left', 'lost']),
  }),
})
export const mediaChanged = defineEvent('media.changed', {
  delivery: 'live',
  payload: z.object({ connection: ConnectionId, participant: ParticipantId, media: MediaState }),
})
/** Goes to the target connection only. */
export const signalSent = defineEvent('signal.sent', {
  delivery: 'live',
  payload: z.object({
    to: ConnectionId,
    from: ConnectionId,
    participant: ParticipantId,
    negotiation: z.string(),
    kind: SignalKind,
    data: z.unknown(),
  }),
})
