import type { CommandBody } from '@roomful/protocol'

/** One signal between two legs. `data` of offer and answer: RTCSessionDescriptionInit; of candidate: RTCIceCandidateInit;
 *  of bye: null. Bye says: I gave my connection up, yours is worthless; whoever offers first offers anew. */
export interface Signal {
  /** Names one offer with its answer and the candidates of both. */
  readonly negotiation: string
  readonly kind: CommandBody<'signal.send'>['kind']
  readonly data: unknown
}

const isObject = (data: unknown): data is Record<string, unknown> => typeof data === 'object' && data !== null
const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** What another client sent is anything at all.
 *  @returns null when it is no description */
export function toDescription(kind: 'offer' | 'answer', data: unknown): RTCSessionDescriptionInit | null {
  if (!isObject(data) || typeof data.sdp !== 'string') return null
  return { type: kind, sdp: data.sdp }
}

/** @returns null when it is no candidate */
export function toCandidate(data: unknown): RTCIceCandidateInit | null {
  if (!isObject(data) || typeof data.candidate !== 'string') return null
  const line = data.sdpMLineIndex
  const candidate: RTCIceCandidateInit = {
    candidate: data.candidate,
    sdpMid: textOr(data.sdpMid),
    sdpMLineIndex: Number.isInteger(line) && typeof line === 'number' ? line : null,
  }
  // addIceCandidate wants at least one of the two.
  if (candidate.sdpMid === null && candidate.sdpMLineIndex === null) candidate.sdpMLineIndex = 0
  const fragment = textOr(data.usernameFragment)
  return fragment === null ? candidate : { ...candidate, usernameFragment: fragment }
}
