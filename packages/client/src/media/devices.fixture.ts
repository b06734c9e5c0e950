import type { MediaDevicesPort, MediaEnvironment } from './environment.ts'
import { FakeStream, FakeTrack } from './tracks.fixture.ts'

export interface FakeDevice extends MediaDeviceInfo {
  /** DOMException name that opening it ends in. */
  failure?: string
  /** Tracks that hold it; a `single` one takes no second. */
  single?: boolean
}

export const fakeDevice = (
  kind: MediaDeviceKind,
  deviceId: string,
  extra: Partial<FakeDevice> = {},
): FakeDevice => {
  const plain = { kind, deviceId, label: `${deviceId} label`, groupId: 'g' }
  return { ...plain, ...extra, toJSON: () => plain }
}

const wanted = (constraints: boolean | MediaTrackConstraints | undefined) => {
  const deviceId = typeof constraints === 'object' ? constraints.deviceId : undefined
  if (typeof deviceId !== 'object' || Array.isArray(deviceId)) return {}
  const { exact, ideal } = deviceId
  return { exact: typeof exact === 'string' ? exact : null, ideal: typeof ideal === 'string' ? ideal : null }
}

/** Devices that a test plugs in, unplugs and breaks. */
export class FakeMediaDevices extends EventTarget implements MediaDevicesPort {
  list: FakeDevice[] = [
    fakeDevice('audioinput', 'mic-1'),
    fakeDevice('audioinput', 'mic-2'),
    fakeDevice('videoinput', 'cam-1'),
    fakeDevice('videoinput', 'cam-2'),
    fakeDevice('audiooutput', 'speaker-1'),
  ]
  readonly opened: FakeTrack[] = []
  readonly asked: MediaStreamConstraints[] = []
  /** Names thrown by the next calls, before any device is looked at. */
  readonly failures: string[] = []
  screenFailure: string | null = null
  tabSound = true

  getSupportedConstraints(): MediaTrackSupportedConstraints {
    return {}
  }
  enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return Promise.resolve([...this.list])
  }
  async getUserMedia(constraints: MediaStreamConstraints = {}): Promise<MediaStream> {
    this.asked.push(constraints)
    await null
    const failure = this.failures.shift()
    if (failure) throw new DOMException('as the test wants it', failure)
    const tracks: FakeTrack[] = []
    if (constraints.audio) tracks.push(this.#open('audioinput', constraints.audio))
    if (constraints.video) tracks.push(this.#open('videoinput', constraints.video))
    this.opened.push(...tracks)
    return new FakeStream(tracks)
  }
  async getDisplayMedia(): Promise<MediaStream> {
    await null
    if (this.screenFailure) throw new DOMException('as the test wants it', this.screenFailure)
    const tracks = [new FakeTrack('video', 'tab'), ...(this.tabSound ? [new FakeTrack('audio', 'tab')] : [])]
    this.opened.push(...tracks)
    return new FakeStream(tracks)
  }
  unplug(deviceId: string): void {
    this.list = this.list.filter((device) => device.deviceId !== deviceId)
    for (const track of this.opened)
      if (track.deviceId === deviceId && track.readyState === 'live') track.end()
    this.dispatchEvent(new Event('devicechange'))
  }

  #open(kind: MediaDeviceKind, constraints: boolean | MediaTrackConstraints): FakeTrack {
    const { exact, ideal } = wanted(constraints)
    const devices = this.list.filter((device) => device.kind === kind)
    // As measured in Chromium: an ideal microphone is no reason to open another than the default.
    const id = exact ?? (kind === 'videoinput' ? ideal : undefined)
    const named = devices.find(({ deviceId }) => deviceId === id)
    if (exact && !named) throw new DOMException('no such device', 'OverconstrainedError')
    const device = named ?? devices[0]
    if (!device) throw new DOMException('no device', 'NotFoundError')
    const taken = this.opened.some((track) => track.deviceId !== '' && track.readyState === 'live')
    if (device.failure || (device.single && taken)) {
      throw new DOMException('broken', device.failure ?? 'NotReadableError')
    }
    return new FakeTrack(kind === 'audioinput' ? 'audio' : 'video', device.label, device.deviceId)
  }
}

/** A page with fake devices; every part may be taken away. */
export function fakeEnvironment(parts: Partial<MediaEnvironment> = {}): MediaEnvironment {
  return {
    RTCPeerConnection: undefined,
    MediaStream: FakeStream,
    listen: undefined,
    mediaDevices: new FakeMediaDevices(),
    permissions: undefined,
    isSecureContext: true,
    storage: undefined,
    ...parts,
  }
}
