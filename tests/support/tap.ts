import type { Page } from 'playwright-core'

declare global {
  interface Window {
    /** Every peer connection the page ever made. */
    tapPeers: RTCPeerConnection[]
    /** Every media element that was ever given a stream, in the document or not. */
    tapElements: Set<HTMLMediaElement>
    /** Ids of the tracks that came from others. */
    tapRemoteTracks: Set<string>
    /** Clicks of the mouse since the page was opened. */
    tapClicks: number
  }
}

export interface TapOptions {
  /** Takes every path away but the one through a TURN server. */
  readonly relayOnly?: boolean
}

/** Runs in the page before its scripts: keeps hold of what the app makes, and films small, since two cores encode all. */
function tap({ relayOnly = false }: TapOptions): void {
  window.tapPeers = []
  window.tapElements = new Set()
  window.tapRemoteTracks = new Set()
  window.tapClicks = 0
  addEventListener(
    'click',
    ({ isTrusted, detail }) => (window.tapClicks += isTrusted && detail > 0 ? 1 : 0),
    true,
  )

  const policy = (config: RTCConfiguration = {}): RTCConfiguration =>
    relayOnly ? { ...config, iceTransportPolicy: 'relay' } : config
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(config?: RTCConfiguration) {
      super(policy(config))
      window.tapPeers.push(this)
      this.addEventListener('track', ({ track }) => window.tapRemoteTracks.add(track.id))
    }
    override setConfiguration(config?: RTCConfiguration): void {
      super.setConfiguration(policy(config))
    }
  }

  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...source,
    set(this: HTMLMediaElement, stream: MediaProvider | null) {
      window.tapElements.add(this)
      source?.set?.call(this, stream)
    },
  })

  // Absent on pages that are not secure.
  const devices: MediaDevices | undefined = navigator.mediaDevices
  const open = devices?.getUserMedia.bind(devices)
  if (devices)
    devices.getUserMedia = (wish) =>
      open({
        ...wish,
        ...(typeof wish?.video === 'object'
          ? { video: { ...wish.video, width: 320, height: 240, frameRate: 15 } }
          : {}),
      })
}

export const tapScript = (options: TapOptions = {}): string => `(${tap})(${JSON.stringify(options)})`

/** What arrives over one open peer connection, and by which kind of candidates. */
export interface PeerFigures {
  readonly state: RTCPeerConnectionState
  readonly framesDecoded: number
  readonly audioEnergy: number
  /** Seconds of sound that were received. */
  readonly audioSeconds: number
  readonly local: string | undefined
  readonly remote: string | undefined
}

/** Runs in the page. */
export async function readPeers(): Promise<PeerFigures[]> {
  const sum = (stats: readonly Record<string, unknown>[], field: string) =>
    stats.reduce((total, each) => total + Number(each[field] ?? 0), 0)
  const open = window.tapPeers.filter(({ connectionState }) => connectionState !== 'closed')
  return Promise.all(
    open.map(async (peer) => {
      const stats: Record<string, unknown>[] = []
      for (const each of (await peer.getStats()).values()) stats.push(each)
      const inbound = (kind: string) =>
        stats.filter((each) => each.type === 'inbound-rtp' && each.kind === kind)
      const transport = stats.find(({ type }) => type === 'transport')
      const pair = stats.find((each) =>
        transport
          ? each.id === transport.selectedCandidatePairId
          : each.type === 'candidate-pair' && each.selected === true,
      )
      const kindOf = (id: unknown) => stats.find((each) => each.id === id)?.candidateType
      return {
        state: peer.connectionState,
        framesDecoded: sum(inbound('video'), 'framesDecoded'),
        audioEnergy: sum(inbound('audio'), 'totalAudioEnergy'),
        audioSeconds: sum(inbound('audio'), 'totalSamplesDuration'),
        local: pair && String(kindOf(pair.localCandidateId)),
        remote: pair && String(kindOf(pair.remoteCandidateId)),
      }
    }),
  )
}

/** Runs in the page. Elements that play somebody else's sound into the room: those a person hears. */
export function countSounding(): number {
  return [...window.tapElements].filter(
    ({ srcObject, muted, paused, volume }) =>
      srcObject instanceof MediaStream &&
      srcObject
        .getAudioTracks()
        .some(({ id, readyState }) => readyState === 'live' && window.tapRemoteTracks.has(id)) &&
      !muted &&
      !paused &&
      volume > 0,
  ).length
}

/** Runs in the page. From the first sound that arrives to the ring around who speaks, ms. */
export function measureRing(): Promise<number> {
  const AUDIBLE = 0.02
  const isHeard = () =>
    window.tapPeers
      .flatMap((peer) => peer.getReceivers())
      .flatMap((receiver) => receiver.getSynchronizationSources())
      .some(({ audioLevel = 0 }) => audioLevel > AUDIBLE)
  return new Promise((resolve) => {
    let heardAt: number | undefined
    const look = () => {
      if (isHeard()) heardAt ??= performance.now()
      if (heardAt === undefined || !document.querySelector('[data-speaking=true]'))
        requestAnimationFrame(look)
      else resolve(performance.now() - heardAt)
    }
    look()
  })
}

export const peersOf = (page: Page): Promise<PeerFigures[]> => page.evaluate(readPeers)
export const clicksOf = (page: Page): Promise<number> => page.evaluate(() => window.tapClicks)
