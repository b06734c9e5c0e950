import type { ConnectionEvent, PeerConnection, Transceiver } from './environment.ts'
import type { FakeNetwork } from './network.fixture.ts'
import { FakeTrack } from './tracks.fixture.ts'

interface Line {
  readonly mid: string
  readonly kind: 'audio' | 'video'
  readonly streams: readonly string[]
}
/** What a description says, as JSON in place of SDP. */
interface Description {
  readonly name: string
  readonly fragment: string
  readonly lines: readonly Line[]
}

const read = (sdp: string | undefined): Description => JSON.parse(sdp ?? '')
const refuse = (name: string) => Promise.reject(new DOMException(name, name))

export class FakeTransceiver implements Transceiver {
  mid: string | null = null
  direction: RTCRtpTransceiverDirection
  currentDirection: RTCRtpTransceiverDirection | null = null
  streams: readonly string[]
  track: MediaStreamTrack | null = null
  parameters: RTCRtpSendParameters = {
    transactionId: 't',
    encodings: [{}],
    codecs: [],
    headerExtensions: [],
    rtcp: {},
  }
  readonly kind: 'audio' | 'video'
  readonly sender: Transceiver['sender']
  readonly receiver: Transceiver['receiver']

  constructor(owner: FakeConnection, kind: 'audio' | 'video', init: RTCRtpTransceiverInit) {
    const mine = this
    this.kind = kind
    this.direction = init.direction ?? 'sendrecv'
    this.streams = (init.streams ?? []).map((stream) => stream.id)
    this.sender = {
      get track() {
        return mine.track
      },
      replaceTrack: async (track) => {
        if (owner.connectionState === 'closed') await refuse('InvalidStateError')
        this.track = track
        owner.network.turn(() => owner.network.otherEnd(owner)?.hear())
      },
      setStreams: (...streams) => {
        this.streams = streams.map((stream) => stream.id)
      },
      getParameters: () => structuredClone(this.parameters),
      setParameters: async (parameters) => {
        this.parameters = parameters
      },
    }
    const track = new FakeTrack(kind, 'remote')
    track.muted = true
    this.receiver = {
      track,
      getSynchronizationSources: () => {
        owner.reads += 1
        const audioLevel = owner.network.amplitude
        return track.muted ? [] : [{ audioLevel, timestamp: owner.reads, rtpTimestamp: 0, source: 1 }]
      },
    }
  }
}

/** A model of RTCPeerConnection: the signalling states and rollback of W3C WebRTC 1.0 and JSEP (RFC 8829), one chain of
 *  operations, candidates bound to an ICE generation. Each step takes a turn of the network's. */
export class FakeConnection implements PeerConnection {
  readonly network: FakeNetwork
  readonly name: string
  configuration: RTCConfiguration
  signalingState: RTCSignalingState = 'stable'
  connectionState: RTCPeerConnectionState = 'new'
  localDescription: { type: RTCSdpType; sdp: string } | null = null
  readonly transceivers: FakeTransceiver[] = []
  readonly #events = new EventTarget()
  reads = 0
  received = 0
  #chain: Promise<unknown> = Promise.resolve()
  #fragment = ''
  #stableFragment = ''
  #remote: Description | null = null
  #stableRemote: Description | null = null
  #restart = false
  #candidates = new Set<string>()
  /** Mids that our pending offer gave and a rollback takes back. */
  #offered: FakeTransceiver[] = []
  #asked = false

  constructor(network: FakeNetwork, configuration: RTCConfiguration = {}) {
    this.network = network
    this.configuration = configuration
    this.name = network.newName('pc')
    network.connections.push(this)
  }

  addEventListener(type: string, listener: (event: ConnectionEvent) => void): void {
    this.#events.addEventListener(type, (event) => listener(event))
  }
  addTransceiver(kind: 'audio' | 'video', init: RTCRtpTransceiverInit = {}): FakeTransceiver {
    const transceiver = new FakeTransceiver(this, kind, init)
    this.transceivers.push(transceiver)
    this.#need()
    return transceiver
  }
  getTransceivers(): FakeTransceiver[] {
    return [...this.transceivers]
  }
  restartIce(): void {
    this.#restart = true
    this.#need()
  }
  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration
  }
  setLocalDescription(): Promise<void> {
    return this.#operate(() => (this.signalingState === 'have-remote-offer' ? this.#answer() : this.#offer()))
  }
  setRemoteDescription({ type, sdp }: RTCSessionDescriptionInit): Promise<void> {
    return this.#operate(() => (type === 'offer' ? this.#takeOffer(read(sdp)) : this.#takeAnswer(read(sdp))))
  }
  addIceCandidate({ usernameFragment }: RTCIceCandidateInit): Promise<void> {
    return this.#operate(() => {
      if (!this.#remote) return refuse('InvalidStateError')
      if (usernameFragment !== this.#remote.fragment) return refuse('OperationError')
      this.#candidates.add(usernameFragment)
      this.network.connect()
    })
  }
  async getStats(): Promise<RTCStatsReport> {
    const other = this.network.otherEnd(this)
    if (this.connectionState === 'connected' && other?.connectionState === 'connected') this.received += 50
    const rtp = {
      type: 'inbound-rtp',
      packetsReceived: this.received,
      packetsLost: 0,
      framesDecoded: this.received,
    }
    return new Map([['in', rtp]])
  }
  close(): void {
    this.connectionState = 'closed'
    this.signalingState = 'closed'
  }
  become(state: RTCPeerConnectionState): void {
    if (this.connectionState === 'closed' || this.connectionState === state) return
    this.connectionState = state
    if (state === 'connected') this.hear()
    this.#events.dispatchEvent(new Event('connectionstatechange'))
  }
  agreesWith(other: FakeConnection): boolean {
    return (
      this.signalingState === 'stable' &&
      this.#remote?.name === other.name &&
      this.#remote.fragment === other.#fragment &&
      this.#candidates.has(other.#fragment)
    )
  }
  /** Receivers follow what the other end sends on the same line. */
  hear(): void {
    const other = this.network.otherEnd(this)
    for (const { mid, receiver } of this.transceivers) {
      const sends = other?.transceivers.some((transceiver) => transceiver.mid === mid && transceiver.track)
      if (receiver.track instanceof FakeTrack) receiver.track.muted = !(mid !== null && sends)
    }
  }

  #operate(step: () => Promise<void> | void): Promise<void> {
    const done = this.#chain.then(async () => {
      await new Promise<void>((resolve) => this.network.turn(resolve))
      if (this.connectionState === 'closed') return refuse('InvalidStateError')
      await step()
    })
    this.#chain = done.catch(() => {}).then(() => this.#need())
    return done
  }
  #need(): void {
    this.network.turn(() => {
      const due = this.#restart || this.transceivers.some(({ mid }) => mid === null)
      if (!due || this.#asked || this.signalingState !== 'stable') return
      this.#asked = true
      this.#events.dispatchEvent(new Event('negotiationneeded'))
    })
  }
  #describe(type: 'offer' | 'answer'): void {
    const lines = this.transceivers.flatMap(({ mid, kind, streams }) =>
      mid === null ? [] : [{ mid, kind, streams }],
    )
    const description: Description = { name: this.name, fragment: this.#fragment, lines }
    this.localDescription = { type, sdp: JSON.stringify(description) }
  }
  #gather(): void {
    const usernameFragment = this.#fragment
    for (const candidate of ['host', 'relay']) {
      this.network.turn(() => {
        if (usernameFragment !== this.#fragment || this.connectionState === 'closed') return
        const toJSON = () => ({ candidate, usernameFragment, sdpMid: '0', sdpMLineIndex: 0 })
        this.#events.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: { toJSON } }))
      })
    }
  }
  #offer(): Promise<void> | void {
    if (this.signalingState !== 'stable') return refuse('InvalidStateError')
    this.#asked = false
    const taken = this.transceivers.filter(({ mid }) => mid !== null).length
    this.#offered = this.transceivers.filter(({ mid }) => mid === null)
    this.#offered.forEach((transceiver, index) => {
      transceiver.mid = String(taken + index)
    })
    if (this.#restart || this.#fragment === '') this.#fragment = this.network.newName('u')
    this.signalingState = 'have-local-offer'
    this.#describe('offer')
    if (this.#fragment !== this.#stableFragment) this.#gather()
  }
  #answer(): void {
    const restarted = this.#remote?.fragment !== this.#stableRemote?.fragment
    if (restarted) this.#fragment = this.network.newName('u')
    this.#describe('answer')
    this.#settle()
    if (restarted) this.#gather()
  }
  #takeOffer(remote: Description): Promise<void> | void {
    if (this.signalingState === 'have-local-offer') {
      // Implicit rollback.
      for (const transceiver of this.#offered) transceiver.mid = null
      this.#fragment = this.#stableFragment
    } else if (this.signalingState !== 'stable') return refuse('InvalidStateError')
    this.#offered = []
    this.#asked = false
    this.#remote = remote
    for (const { mid, kind } of remote.lines) {
      if (this.transceivers.some((transceiver) => transceiver.mid === mid)) continue
      const transceiver = new FakeTransceiver(this, kind, { direction: 'recvonly' })
      transceiver.mid = mid
      this.transceivers.push(transceiver)
    }
    this.signalingState = 'have-remote-offer'
  }
  #takeAnswer(remote: Description): Promise<void> | void {
    if (this.signalingState !== 'have-local-offer') return refuse('InvalidStateError')
    this.#remote = remote
    this.#settle()
  }
  #settle(): void {
    this.#offered = []
    if (this.#stableFragment !== this.#fragment) this.#restart = false
    this.#stableFragment = this.#fragment
    this.#stableRemote = this.#remote
    this.signalingState = 'stable'
    this.network.connect()
    this.hear()
  }
}

/** A constructor of connections on one network, as the environment wants it. */
export const connectionsOn = (network: FakeNetwork) =>
  class extends FakeConnection {
    constructor(configuration?: RTCConfiguration) {
      super(network, configuration)
    }
  }
