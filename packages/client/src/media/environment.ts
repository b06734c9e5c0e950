import type { ClientOptions } from '../types.ts'
import { type Ear, listenByWebAudio } from './ear.ts'

/** What the call uses of an RTCRtpSender. */
export type Sender = Pick<
  RTCRtpSender,
  'track' | 'replaceTrack' | 'setStreams' | 'getParameters' | 'setParameters'
>
/** What the call uses of an RTCRtpReceiver. */
export type Receiver = Pick<RTCRtpReceiver, 'track' | 'getSynchronizationSources'>
export interface Transceiver {
  readonly mid: string | null
  direction: RTCRtpTransceiverDirection
  readonly currentDirection: RTCRtpTransceiverDirection | null
  readonly sender: Sender
  readonly receiver: Receiver
}

export type ConnectionEvent = Event & {
  readonly candidate?: { toJSON(): RTCIceCandidateInit } | null
}
/** What the call uses of an RTCPeerConnection; the browser's own fits as it is. */
export interface PeerConnection {
  readonly connectionState: RTCPeerConnectionState
  readonly signalingState: RTCSignalingState
  readonly localDescription: { readonly type: RTCSdpType; readonly sdp: string } | null
  addTransceiver(kind: 'audio' | 'video', init?: RTCRtpTransceiverInit): Transceiver
  getTransceivers(): Transceiver[]
  /** Without a description: the offer or answer that is due (implicit, as perfect negotiation has it). */
  setLocalDescription(): Promise<void>
  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>
  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void>
  restartIce(): void
  setConfiguration(configuration: RTCConfiguration): void
  getStats(): Promise<RTCStatsReport>
  close(): void
  addEventListener(
    type: 'negotiationneeded' | 'icecandidate' | 'connectionstatechange',
    listener: (event: ConnectionEvent) => void,
  ): void
}

export type MediaDevicesPort = Pick<
  MediaDevices,
  | 'getUserMedia'
  | 'getDisplayMedia'
  | 'enumerateDevices'
  | 'getSupportedConstraints'
  | 'addEventListener'
  | 'removeEventListener'
>

/** The browser's media, injected: importing the SDK touches none of it, React Native gives its own, tests give doubles.
 *  Each getter is read when it is needed; undefined where the platform has no such thing. */
export interface MediaEnvironment {
  readonly RTCPeerConnection: (new (configuration?: RTCConfiguration) => PeerConnection) | undefined
  readonly MediaStream: (new (tracks?: MediaStreamTrack[]) => MediaStream) | undefined
  /** Measures the sound of a stream; WebAudio in browsers. */
  readonly listen: ((stream: MediaStream) => Ear) | undefined
  readonly mediaDevices: MediaDevicesPort | undefined
  readonly permissions: Pick<Permissions, 'query'> | undefined
  /** False on pages without TLS (other than localhost), where browsers hide cameras. */
  readonly isSecureContext: boolean
  /** Where chosen devices are remembered. */
  readonly storage: ClientOptions['storage'] | undefined
}

/** Reading `localStorage` throws where the user blocks site data. */
function localStorageIfAllowed(): ClientOptions['storage'] | undefined {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
}

/** The globals of this page. In Node, where there are none, every part is undefined. */
export const browserMedia: MediaEnvironment = {
  get RTCPeerConnection() {
    return globalThis.RTCPeerConnection
  },
  get MediaStream() {
    return globalThis.MediaStream
  },
  get listen() {
    return globalThis.AudioContext && listenByWebAudio
  },
  get mediaDevices() {
    return globalThis.navigator?.mediaDevices
  },
  get permissions() {
    return globalThis.navigator?.permissions
  },
  get isSecureContext() {
    return globalThis.isSecureContext ?? true
  },
  get storage() {
    return localStorageIfAllowed()
  },
}
