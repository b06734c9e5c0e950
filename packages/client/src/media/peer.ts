import type { IceServer, Leg } from '@roomful/protocol'
import type { ClientClock, RemotePeer } from '../types.ts'
import type { PeerConnection } from './environment.ts'
import { createNegotiation, type Negotiation } from './negotiation.ts'
import { createRecovery } from './recovery.ts'
import type { Signal } from './signal.ts'
import { type Carriers, createSlots, type Outgoing, SILENT, type Slots, type VideoLimits } from './slots.ts'

/** A plain newcomer offers by itself, if its client does that at all; after this wait we do. Milliseconds. */
export const PLAIN_WAIT_MS = 2_000
/** So long a connected peer may take until its pictures flow before it is shown anyway. Milliseconds. */
const FLOW_PATIENCE_MS = 2_000
/** From the connection to a good guess of what the line carries, milliseconds. */
const MEASURED_AFTER_MS = 1_500

export interface PeerContext {
  readonly RTCPeerConnection: new (configuration?: RTCConfiguration) => PeerConnection
  readonly MediaStream: new (tracks?: MediaStreamTrack[]) => MediaStream
  readonly clock: ClientClock
  readonly random: () => number
  readonly carriers: Carriers
  readonly newId: () => string
  /** Something of any peer changed. */
  readonly changed: () => void
}

export interface PeerOptions {
  readonly leg: Leg
  /** newcomer: the leg was in the call before us. incumbent: it came after us. */
  readonly role: 'newcomer' | 'incumbent'
  readonly iceServers: readonly IceServer[]
  readonly relayOnly: boolean
  readonly outgoing: Outgoing
  readonly limits: VideoLimits
  readonly send: (signal: Signal) => void
}

/** The connection to one remote leg. */
export interface Peer {
  readonly state: RemotePeer['state']
  /** Microphone and camera; null before the first agreement. */
  readonly stream: MediaStream | null
  /** The lines of the screen, whether or not it is shared. */
  readonly screen: MediaStream | null
  readonly connected: boolean
  /** Connected, and what the leg says it sends arrives. */
  flowing(media: Leg['media']): boolean
  receive(signal: Signal): void
  carry(outgoing: Outgoing): void
  limit(limits: VideoLimits): void
  setIceServers(servers: readonly IceServer[]): void
  /** Amplitude of the voice, 0..1. */
  amplitude(): number
  stats(): Promise<RTCStatsReport>
  /** The signalling of this leg is gone: the media go on as long as they can, nothing is negotiated. */
  detach(): void
  close(): void
}

/** One RTCPeerConnection with all that belongs to it; a rebuilt peer has a new one. */
interface Line {
  readonly pc: PeerConnection
  readonly slots: Slots
  readonly negotiation: Negotiation
  stream: MediaStream | null
  screen: MediaStream | null
}

const toRtcIceServer = ({ urls, username, credential }: IceServer): RTCIceServer => ({
  urls,
  ...(username === undefined ? {} : { username }),
  ...(credential === undefined ? {} : { credential }),
})

export function createPeer(context: PeerContext, options: PeerOptions): Peer {
  const { clock, random, changed, MediaStream, RTCPeerConnection } = context
  const { leg, role, send } = options
  const plain = leg.negotiation === 'plain'
  const offersFirst = role === 'newcomer'
  const polite = plain || role === 'newcomer'
  let { outgoing, limits, iceServers } = options
  let connectedAt: number | null = null
  let detached = false
  let closed = false
  let cancelPlainWait: () => void = () => {}
  let cancelSharpen: () => void = () => {}

  const configuration = (): RTCConfiguration => ({
    iceServers: iceServers.map(toRtcIceServer),
    bundlePolicy: 'max-bundle',
    iceTransportPolicy: options.relayOnly ? 'relay' : 'all',
  })

  const gather = (line: Line, which: 'stream' | 'screen') => {
    const slots =
      which === 'stream' ? (['microphone', 'camera'] as const) : (['screen', 'screenSound'] as const)
    for (const slot of slots) {
      const track = line.slots.receiving(slot)
      if (!track || line[which]?.getTracks().includes(track)) continue
      line[which] ??= new MediaStream()
      line[which].addTrack(track)
    }
  }

  const connect = (): Line => {
    const pc = new RTCPeerConnection(configuration())
    const slots = createSlots(pc, plain, context.carriers)
    const mine = () => line.pc === pc && !closed
    const negotiation = createNegotiation({
      pc,
      polite,
      plain,
      send: (signal) => mine() && !detached && send(signal),
      newId: context.newId,
      onOffered: () => slots.adopt(),
      onAgreed() {
        gather(fresh, 'stream')
        gather(fresh, 'screen')
        // Encodings exist from now on.
        void slots.limit(limits)
        changed()
      },
      onFirstGlare: () => mine() && replaceLine(),
      forward: async (signal) => (closed ? undefined : line.negotiation.receive(signal)),
    })
    const fresh: Line = { pc, slots, negotiation, stream: null, screen: null }
    pc.addEventListener('connectionstatechange', () => {
      if (!mine()) return
      const connected = pc.connectionState === 'connected'
      if (connected && connectedAt === null) {
        cancelSharpen = clock.after(MEASURED_AFTER_MS, () => void slots.sharpen())
      }
      connectedAt = connected ? (connectedAt ?? clock.now()) : null
      recovery.handle(pc.connectionState)
      changed()
    })
    void slots.limit(limits)
    void slots.carry(outgoing)
    return fresh
  }

  const replaceLine = () => {
    line.negotiation.close()
    line.pc.close()
    cancelSharpen()
    connectedAt = null
    line = connect()
    changed()
  }

  const bye = () => {
    if (!plain && !detached) send({ negotiation: context.newId(), kind: 'bye', data: null })
  }
  /** Who offers first does so again; the other side waits for it. */
  const startOver = () => {
    replaceLine()
    begin()
  }
  const begin = () => {
    cancelPlainWait()
    if (offersFirst) line.slots.open()
    else if (plain) cancelPlainWait = clock.after(PLAIN_WAIT_MS, () => line.slots.open())
  }

  const recovery = createRecovery({
    clock,
    random,
    calm: offersFirst ? 1 : 1.5,
    changed,
    restart() {
      // An offer that was never answered cannot be followed by another one.
      if (line.negotiation.pending) startOver()
      else line.pc.restartIce()
    },
    rebuild() {
      bye()
      startOver()
    },
  })
  let line = connect()
  begin()

  const arrives = (stream: MediaStream | null, kind: 'audio' | 'video') =>
    stream?.getTracks().some((track) => track.kind === kind && !track.muted) === true

  return {
    get state() {
      return detached ? 'reconnecting' : recovery.state
    },
    get stream() {
      return line.stream
    },
    get screen() {
      return line.screen
    },
    get connected() {
      return !closed && line.pc.connectionState === 'connected'
    },
    flowing(media) {
      if (connectedAt === null) return false
      if (clock.now() - connectedAt > FLOW_PATIENCE_MS) return true
      return (
        (!media.audio || arrives(line.stream, 'audio')) &&
        (!media.video || arrives(line.stream, 'video')) &&
        (!media.screen || arrives(line.screen, 'video'))
      )
    },
    receive(signal) {
      if (closed || detached) return
      if (signal.kind === 'bye') {
        startOver()
        return
      }
      if (signal.kind === 'offer') cancelPlainWait()
      void line.negotiation.receive(signal)
    },
    carry(next) {
      outgoing = next
      if (!closed) void line.slots.carry(next)
    },
    limit(next) {
      limits = next
      if (!closed) void line.slots.limit(next)
    },
    setIceServers(servers) {
      iceServers = servers
      if (!closed) line.pc.setConfiguration(configuration())
    },
    amplitude: () => line.slots.amplitude(clock.now()),
    stats: () => line.pc.getStats(),
    detach() {
      detached = true
      cancelPlainWait()
      recovery.stop()
    },
    close() {
      if (closed) return
      closed = true
      cancelPlainWait()
      cancelSharpen()
      recovery.stop()
      line.negotiation.close()
      outgoing = SILENT
      line.pc.close()
    },
  }
}
