import { LIMITS } from '@roomful/protocol/limits'
import type { ConnectionEvent, PeerConnection } from './environment.ts'
import { type Signal, toCandidate, toDescription } from './signal.ts'

/** Negotiations whose outcome is remembered, so that late candidates are told apart. */
const REMEMBERED = 16

export interface NegotiationOptions {
  readonly pc: PeerConnection
  /** Gives way when both offer at once. */
  readonly polite: boolean
  /** The other side names no negotiations: everything it sends belongs to the current one. */
  readonly plain: boolean
  readonly send: (signal: Signal) => void
  readonly newId: () => string
  /** Before an offer is answered: the transceivers that it brought are there now. */
  readonly onOffered: () => void
  /** An offer and its answer are set on both sides. */
  readonly onAgreed: () => void
  /** Both offered first, and we are polite: this connection is useless, the offer and what came after it belong to a fresh
   *  one. A rollback would leave our own transceivers beside those of the offer. */
  readonly onFirstGlare: () => void
  /** Where signals go after that. */
  readonly forward: (signal: Signal) => Promise<void>
}

export interface Negotiation {
  /** Handles one signal of the other side; signals are handled one after another. Never rejects. */
  receive(signal: Signal): Promise<void>
  /** An offer of ours waits for its answer. */
  readonly pending: boolean
  close(): void
}

/** Keeps the newest few ids. */
class Recent {
  readonly #ids = new Set<string>()
  has(id: string): boolean {
    return this.#ids.has(id)
  }
  add(id: string): void {
    this.#ids.add(id)
    for (const oldest of this.#ids) {
      if (this.#ids.size <= REMEMBERED) break
      this.#ids.delete(oldest)
    }
  }
}

/** Perfect negotiation (W3C WebRTC 1.0, section 10.7) for one connection. All steps run one after another in one chain,
 *  so `making an offer` and `answer pending` of the W3C example cannot overlap with a signal: a collision is an offer that
 *  finds us in have-local-offer. Rules CM1–CM5. */
export function createNegotiation(options: NegotiationOptions): Negotiation {
  const { pc, polite, plain, send, newId } = options
  const applied = new Recent()
  const ignored = new Recent()
  /** Candidates that came before the description they belong to. */
  const early = new Map<string, RTCIceCandidateInit[]>()
  let chain = Promise.resolve()
  let closed = false
  let agreed = false
  let replaced = false
  /** Our offer that waits for an answer. */
  let offered: string | null = null
  /** Negotiation that our candidates belong to. */
  let current = ''
  /** Candidates found while our description is not sent yet; null: send at once. */
  let gathered: RTCIceCandidateInit[] | null = null

  const run = (step: () => Promise<void>): Promise<void> => {
    chain = chain.then(step).catch(onRefused)
    return chain
  }
  // A description that the browser refuses leaves the state as it was: whoever offered tries again (recovery).
  const onRefused = () => flush()
  const keyOf = (id: string) => (plain ? 'plain' : id)

  const flush = () => {
    const candidates = gathered ?? []
    gathered = null
    if (closed) return
    for (const data of candidates) send({ negotiation: current, kind: 'candidate', data })
  }

  /** Sets the offer or answer that is due and sends it ahead of its candidates. */
  const describe = async (kind: 'offer' | 'answer', id: string) => {
    current = id
    gathered = []
    await pc.setLocalDescription()
    const description = pc.localDescription
    if (closed || !description) return
    send({ negotiation: id, kind, data: { type: kind, sdp: description.sdp } })
    flush()
  }

  const offer = async () => {
    // Not stable: the browser asks again when it is.
    if (closed || pc.signalingState !== 'stable') return
    const id = newId()
    offered = id
    await describe('offer', id)
  }

  const addEarly = async (key: string) => {
    applied.add(key)
    for (const candidate of early.get(key) ?? []) await add(candidate)
    early.delete(key)
  }

  const takeOffer = async (signal: Signal, description: RTCSessionDescriptionInit) => {
    const key = keyOf(signal.negotiation)
    // Sent twice, because its ack was lost.
    if (!plain && applied.has(key)) return
    if (pc.signalingState !== 'stable') {
      if (!polite) {
        ignored.add(key)
        early.delete(key)
        return
      }
      if (!agreed) {
        closed = true
        replaced = true
        options.onFirstGlare()
        await options.forward(signal)
        return
      }
    }
    // In have-local-offer this rolls our own offer back by itself; the browser asks for it again when it is still due.
    await pc.setRemoteDescription(description)
    offered = null
    await addEarly(key)
    if (closed) return
    options.onOffered()
    await describe('answer', signal.negotiation)
    agreed = true
    if (!closed) options.onAgreed()
  }

  const takeAnswer = async (signal: Signal, description: RTCSessionDescriptionInit) => {
    if (pc.signalingState !== 'have-local-offer') return
    // The answer to an offer that was rolled back.
    if (!plain && signal.negotiation !== offered) return
    await pc.setRemoteDescription(description)
    offered = null
    agreed = true
    await addEarly(keyOf(signal.negotiation))
    if (!closed) options.onAgreed()
  }

  // One that does not fit (of an older ICE generation, or nonsense) costs that candidate only.
  const add = (candidate: RTCIceCandidateInit) => pc.addIceCandidate(candidate).catch(() => {})

  const takeCandidate = async (signal: Signal) => {
    const candidate = toCandidate(signal.data)
    const key = keyOf(signal.negotiation)
    if (!candidate || ignored.has(key)) return
    if (applied.has(key)) {
      await add(candidate)
      return
    }
    const waiting = early.get(key) ?? []
    if (early.size >= REMEMBERED || waiting.length >= LIMITS.CANDIDATES_PER_NEGOTIATION) return
    early.set(key, [...waiting, candidate])
  }

  pc.addEventListener('negotiationneeded', () => void run(offer))
  pc.addEventListener('icecandidate', ({ candidate }: ConnectionEvent) => {
    if (closed || !candidate) return
    const data = candidate.toJSON()
    // Firefox says the end of candidates by an empty one.
    if (!data.candidate) return
    if (gathered) gathered.push(data)
    else send({ negotiation: current, kind: 'candidate', data })
  })

  return {
    receive: (signal) =>
      run(async () => {
        if (replaced) return options.forward(signal)
        if (closed) return
        if (signal.kind === 'candidate') return takeCandidate(signal)
        if (signal.kind === 'bye') return
        const description = toDescription(signal.kind, signal.data)
        if (!description) return
        if (signal.kind === 'offer') await takeOffer(signal, description)
        else await takeAnswer(signal, description)
      }),
    get pending() {
      return offered !== null
    },
    close() {
      closed = true
    },
  }
}
