import type { DevicesClient, MediaFailureReason, Readable } from '@roomful/client'
import { createStore } from '../store.ts'

export type InputRole = 'microphone' | 'camera'
export interface InputState {
  /** What the person wants; with a fault it is not what they have. */
  readonly on: boolean
  readonly fault: MediaFailureReason | null
  /** Of the track that runs now. */
  readonly deviceId: string | null
}
export interface PreviewState {
  /** asking: the browser may show its own question right now. */
  readonly status: 'idle' | 'asking' | 'ready'
  readonly microphone: InputState
  readonly camera: InputState
  /** The live tracks; another object whenever they change. */
  readonly stream: MediaStream | null
  readonly resolution: { readonly width: number; readonly height: number; readonly fps: number } | null
}

export interface MediaPreview extends Readable<PreviewState> {
  /** Opens what is wanted and not there yet. */
  open(): Promise<void>
  set(role: InputRole, on: boolean): Promise<void>
  /** Another microphone or camera; goes on at once when it is switched on. */
  choose(role: InputRole, deviceId: string): Promise<void>
  /** Hands the tracks over to the call; the preview forgets them. */
  take(): MediaStream | null
  /** Stops the tracks: the camera's light goes out. */
  close(): void
}

const ROLES = ['microphone', 'camera'] as const
const TRACK_KIND = { microphone: 'audio', camera: 'video' } as const
const DEVICE_KIND = { microphone: 'audioinput', camera: 'videoinput' } as const
const PLACE = { microphone: 'microphones', camera: 'cameras' } as const

/** Camera and microphone before the call. Lives outside of React: tracks outlive renders, and StrictMode's second mount
 *  must not ask twice. */
export function createMediaPreview(
  devices: DevicesClient,
  wanted: { readonly microphone: boolean; readonly camera: boolean } = { microphone: true, camera: true },
): MediaPreview {
  const tracks: Record<InputRole, MediaStreamTrack | null> = { microphone: null, camera: null }
  const store = createStore<PreviewState>({
    status: 'idle',
    microphone: { on: wanted.microphone, fault: null, deviceId: null },
    camera: { on: wanted.camera, fault: null, deviceId: null },
    stream: null,
    resolution: null,
  })
  let unwatch = () => {}
  let known = devices.get()
  let opening: Promise<void> | null = null
  /** Counts what was handed over or closed: an answer of the browser that comes after it is not wanted any more. */
  let epoch = 0
  const patch = (role: InputRole, part: Partial<InputState>) =>
    store.patch({ [role]: { ...store.get()[role], ...part } })

  function publish(): void {
    const live = Object.values(tracks).filter((track) => track !== null)
    const { width, height, frameRate } = tracks.camera?.getSettings() ?? {}
    store.patch({
      stream: live.length > 0 ? new MediaStream(live) : null,
      resolution: width && height ? { width, height, fps: Math.round(frameRate ?? 0) } : null,
    })
  }
  function hold(role: InputRole, track: MediaStreamTrack | null): void {
    tracks[role]?.stop()
    tracks[role] = track
    patch(role, { deviceId: track?.getSettings().deviceId ?? null })
    if (!track) return
    track.enabled = store.get()[role].on
    // A pulled cable ends the track; our own stop() does not fire this.
    track.onended = () => {
      if (tracks[role] !== track) return
      hold(role, null)
      patch(role, { fault: 'missing' })
      publish()
    }
  }
  async function acquire(roles: readonly InputRole[]): Promise<void> {
    if (roles.length === 0) return
    const mine = epoch
    store.patch({ status: 'asking' })
    const { stream, failures } = await devices.open({
      audio: roles.includes('microphone'),
      video: roles.includes('camera'),
    })
    if (mine !== epoch) {
      for (const track of stream?.getTracks() ?? []) track.stop()
      return
    }
    for (const role of roles) {
      const track = stream?.getTracks().find(({ kind }) => kind === TRACK_KIND[role])
      patch(role, { fault: failures.find(({ source }) => source === role)?.reason ?? null })
      hold(role, track ?? null)
    }
    store.patch({ status: 'ready' })
    publish()
  }
  /** A device was plugged in or a permission given: what failed for the lack of it is tried again, once. */
  function onDevices(): void {
    const state = store.get()
    const [was, now] = [known, devices.get()]
    known = now
    if (state.status !== 'ready') return
    const hopeful = ROLES.filter((role) => {
      const { on, fault } = state[role]
      const isNew = now[PLACE[role]].length > was[PLACE[role]].length
      const isAllowed = now.permission[role] === 'granted' && was.permission[role] !== 'granted'
      return on && ((fault === 'missing' && isNew) || (fault === 'denied' && isAllowed))
    })
    for (const role of hopeful) patch(role, { fault: null })
    void acquire(hopeful)
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    open() {
      if (opening) return opening
      unwatch()
      unwatch = devices.subscribe(onDevices)
      opening = acquire(ROLES.filter((role) => store.get()[role].on && !tracks[role])).finally(() => {
        opening = null
      })
      return opening
    },
    async set(role, on) {
      patch(role, { on })
      const track = tracks[role]
      // A muted microphone keeps its track; a camera that is off gives it up, so that its light goes out.
      if (track && role === 'microphone') track.enabled = on
      else if (on) await acquire([role])
      else {
        patch(role, { fault: null })
        hold(role, null)
        publish()
      }
    },
    async choose(role, deviceId) {
      devices.choose(DEVICE_KIND[role], deviceId)
      patch(role, { on: true })
      hold(role, null)
      await acquire([role])
    },
    take() {
      unwatch()
      epoch += 1
      opening = null
      const { stream } = store.get()
      for (const role of ROLES) {
        const track = tracks[role]
        if (track) track.onended = null
        tracks[role] = null
      }
      store.patch({ status: 'idle', stream: null, resolution: null })
      return stream
    },
    close() {
      unwatch()
      epoch += 1
      opening = null
      for (const role of ROLES) hold(role, null)
      store.patch({ status: 'idle' })
      publish()
    },
  }
}
