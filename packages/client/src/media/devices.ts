import { Batch, createCell } from '../readable.ts'
import type { Readable, Unsubscribe } from '../types.ts'
import { type CaptureWish, captureWhatWorks } from './capture.ts'
import { type Choices, createChoices, type DeviceKind } from './choices.ts'
import { browserMedia, type MediaEnvironment } from './environment.ts'
import type { MediaFailure } from './failure.ts'
import { type Permission, permissionOf, watchPermission } from './permission.ts'

export interface Device {
  readonly id: string
  readonly kind: DeviceKind
  /** Empty until the person has allowed the kind: browsers hide names before. */
  readonly label: string
}

export interface DevicesState {
  readonly microphones: readonly Device[]
  readonly cameras: readonly Device[]
  readonly speakers: readonly Device[]
  readonly permission: { readonly microphone: Permission; readonly camera: Permission }
  /** Remembered choice; null: whatever the system prefers. May name a device that is not plugged in now. */
  readonly chosen: { readonly [K in DeviceKind]: string | null }
  /** insecure: the page needs TLS. unsupported: no devices here (Node, old browsers). */
  readonly support: 'full' | 'insecure' | 'unsupported'
}

export interface OpenedMedia {
  /** What works, for the preview and for `call.join`; null when nothing does. The caller stops it. */
  readonly stream: MediaStream | null
  readonly failures: readonly MediaFailure[]
}

/** Devices of this machine. Watches while somebody is subscribed. */
export interface DevicesClient extends Readable<DevicesState> {
  /** Opens microphone and camera, asking the person if needed; never rejects: what fails is named in `failures`. */
  open(wish: CaptureWish): Promise<OpenedMedia>
  /** Remembers a choice for this page and the next visit. In a call use `call.setDevice`, which remembers as well. */
  choose(kind: DeviceKind, deviceId: string | null): void
  /** Reads the list again; also after a permission was given elsewhere. */
  refresh(): Promise<void>
}

const NOTHING: readonly Device[] = []

function supportOf({ mediaDevices, isSecureContext }: MediaEnvironment): DevicesState['support'] {
  if (mediaDevices) return 'full'
  return isSecureContext ? 'unsupported' : 'insecure'
}

const chosenOf = (choices: Choices): DevicesState['chosen'] => ({
  audioinput: choices.get('audioinput'),
  videoinput: choices.get('videoinput'),
  audiooutput: choices.get('audiooutput'),
})

async function listDevices({ mediaDevices }: MediaEnvironment): Promise<readonly Device[]> {
  try {
    const found = (await mediaDevices?.enumerateDevices()) ?? []
    // Before permission browsers give one nameless entry per kind without an id: not a device one could choose.
    return found
      .filter((device) => device.deviceId !== '')
      .map(({ deviceId, kind, label }) => ({ id: deviceId, kind, label }))
  } catch {
    return NOTHING
  }
}

/** @param environment defaults to the page's own devices
 *  @param choices pass the call's, so that both remember in one place */
export function createDevices(
  environment: MediaEnvironment = browserMedia,
  choices: Choices = createChoices(environment),
): DevicesClient {
  const state = createCell<DevicesState>(new Batch(), {
    microphones: NOTHING,
    cameras: NOTHING,
    speakers: NOTHING,
    permission: { microphone: 'unknown', camera: 'unknown' },
    chosen: chosenOf(choices),
    support: supportOf(environment),
  })
  let latest = 0
  const refresh = async () => {
    latest += 1
    const mine = latest
    const [devices, microphone, camera] = await Promise.all([
      listDevices(environment),
      permissionOf(environment, 'microphone'),
      permissionOf(environment, 'camera'),
    ])
    // An answer that was overtaken by a later question is old news.
    if (mine !== latest) return
    const of = (kind: DeviceKind) => devices.filter((device) => device.kind === kind)
    state.set({
      microphones: of('audioinput'),
      cameras: of('videoinput'),
      speakers: of('audiooutput'),
      permission: { microphone, camera },
      chosen: chosenOf(choices),
      support: supportOf(environment),
    })
  }

  let watchers = 0
  let unwatch: Unsubscribe[] = []
  const onChange = () => void refresh()
  const watch = () => {
    environment.mediaDevices?.addEventListener('devicechange', onChange)
    unwatch = [
      () => environment.mediaDevices?.removeEventListener('devicechange', onChange),
      watchPermission(environment, 'microphone', onChange),
      watchPermission(environment, 'camera', onChange),
    ]
    void refresh()
  }

  return {
    get: state.get,
    subscribe(listener) {
      const unsubscribe = state.subscribe(listener)
      watchers += 1
      if (watchers === 1) watch()
      let subscribed = true
      return () => {
        unsubscribe()
        if (!subscribed) return
        subscribed = false
        watchers -= 1
        if (watchers === 0) for (const stop of unwatch.splice(0)) stop()
      }
    },
    async open(wish) {
      const { tracks, failures } = await captureWhatWorks(environment, choices, wish)
      // Names of devices are readable from now on.
      await refresh()
      const { MediaStream } = environment
      const stream = MediaStream && tracks.length > 0 ? new MediaStream([...tracks]) : null
      return { stream, failures }
    },
    choose(kind, deviceId) {
      choices.set(kind, deviceId)
      state.set({ ...state.get(), chosen: chosenOf(choices) })
    },
    refresh,
  }
}
