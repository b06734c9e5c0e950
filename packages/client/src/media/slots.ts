import type { PeerConnection, Transceiver } from './environment.ts'
import { forgetSlowStart, limitTabSound, limitVideo, preferVoice, type VideoLimit } from './limits.ts'

/** What we send now; null: nothing in that place. */
export interface Outgoing {
  readonly microphone: MediaStreamTrack | null
  readonly camera: MediaStreamTrack | null
  readonly screen: MediaStreamTrack | null
  readonly screenSound: MediaStreamTrack | null
}
export type Slot = keyof Outgoing
export const SILENT: Outgoing = { microphone: null, camera: null, screen: null, screenSound: null }

/** Streams whose ids go into our descriptions: what plays in step belongs to one (RFC 8830). They hold no tracks. */
export interface Carriers {
  readonly camera: MediaStream
  readonly screen: MediaStream
}

/** The m-lines between perfect legs, in this order, all there from the first offer: mute, camera and screen are changes of
 *  a track then, never a negotiation. Of each kind the first is the person, the second the screen; that is how the other
 *  side tells them apart. A plain leg is offered the first two, as its client expects one stream. Rule CM6. */
const LINES = [
  { slot: 'microphone', kind: 'audio', carrier: 'camera' },
  { slot: 'camera', kind: 'video', carrier: 'camera' },
  { slot: 'screen', kind: 'video', carrier: 'screen' },
  { slot: 'screenSound', kind: 'audio', carrier: 'screen' },
] as const satisfies readonly { slot: Slot; kind: 'audio' | 'video'; carrier: keyof Carriers }[]
const PLAIN_LINES = LINES.slice(0, 2)

export interface VideoLimits {
  readonly camera: VideoLimit
  readonly screen: VideoLimit
}

export interface Slots {
  /** Creates the m-lines of a first offer; the browser asks for the negotiation. */
  open(): void
  /** Takes the m-lines that an offer brought. */
  adopt(): void
  /** Replaces the tracks in place. */
  carry(outgoing: Outgoing): Promise<void>
  limit(limits: VideoLimits): Promise<void>
  /** The line has been measured: pictures need not stay as small as they began. */
  sharpen(): Promise<void>
  receiving(slot: Slot): MediaStreamTrack | null
  /** Amplitude of the other's voice now, 0..1. */
  amplitude(nowMs: number): number
}

/** A packet that old says nothing of now, milliseconds. */
const STALE_MS = 400

export function createSlots(pc: PeerConnection, plain: boolean, carriers: Carriers): Slots {
  const lines = plain ? PLAIN_LINES : LINES
  const taken = new Map<Slot, Transceiver>()
  let outgoing = SILENT
  let limits: VideoLimits | null = null
  let heard = { timestamp: -1, atMs: 0 }

  /** A plain leg has one picture: while a screen is shared, it takes the camera's place. */
  const trackFor = (slot: Slot): MediaStreamTrack | null => {
    if (!plain) return outgoing[slot]
    if (slot === 'camera') return outgoing.screen ?? outgoing.camera
    return slot === 'microphone' ? outgoing.microphone : null
  }

  const bound = async (slot: Slot, { sender }: Transceiver) => {
    if (slot === 'microphone') await preferVoice(sender)
    else if (slot === 'screenSound') await limitTabSound(sender)
    else if (limits) await limitVideo(sender, plain && outgoing.screen ? limits.screen : limits[slot])
  }

  const fill = async (slot: Slot, transceiver: Transceiver) => {
    const track = trackFor(slot)
    if (transceiver.sender.track === track) return
    // A connection that closes meanwhile refuses; it needs no track.
    await transceiver.sender.replaceTrack(track).catch(() => {})
    await bound(slot, transceiver)
  }
  const fillAll = async () => {
    await Promise.all([...taken].map(([slot, transceiver]) => fill(slot, transceiver)))
  }

  /** What a plain client did not offer a line for is offered by us, once there is something to send. */
  const openMissing = () => {
    if (!plain || taken.size === 0) return
    for (const line of lines) if (!taken.has(line.slot) && trackFor(line.slot)) add(line)
  }
  const add = ({ slot, kind, carrier }: (typeof LINES)[number]) =>
    taken.set(slot, pc.addTransceiver(kind, { direction: 'sendrecv', streams: [carriers[carrier]] }))

  const slotOf = (transceiver: Transceiver): (typeof LINES)[number] | undefined =>
    LINES.find(({ slot, kind }) => kind === transceiver.receiver.track.kind && !taken.has(slot))

  return {
    open() {
      for (const line of lines) add(line)
      void fillAll()
    },
    adopt() {
      const known = new Set(taken.values())
      for (const transceiver of pc.getTransceivers()) {
        if (known.has(transceiver) || transceiver.mid === null) continue
        const line = slotOf(transceiver)
        if (!line) continue
        taken.set(line.slot, transceiver)
        if (!lines.includes(line)) continue
        transceiver.direction = 'sendrecv'
        // Older Safari has no setStreams; sound and picture are then played without keeping step.
        transceiver.sender.setStreams?.(carriers[line.carrier])
      }
      openMissing()
      void fillAll()
    },
    async carry(next) {
      outgoing = next
      openMissing()
      await fillAll()
    },
    async limit(next) {
      limits = next
      await Promise.all([...taken].map(([slot, transceiver]) => bound(slot, transceiver)))
    },
    async sharpen() {
      const camera = taken.get('camera')
      if (camera) await forgetSlowStart(camera.sender)
    },
    receiving: (slot) => taken.get(slot)?.receiver.track ?? null,
    amplitude(nowMs) {
      const [source] = taken.get('microphone')?.receiver.getSynchronizationSources() ?? []
      if (!source) return 0
      // Browsers do not agree on the clock of the timestamp; that it moved is enough.
      if (source.timestamp !== heard.timestamp) heard = { timestamp: source.timestamp, atMs: nowMs }
      return nowMs - heard.atMs < STALE_MS ? (source.audioLevel ?? 0) : 0
    },
  }
}
