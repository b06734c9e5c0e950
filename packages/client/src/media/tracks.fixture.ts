let made = 0
const newId = (what: string) => {
  made += 1
  return `${what}-${made}`
}

export class FakeTrack extends EventTarget implements MediaStreamTrack {
  readonly id = newId('track')
  readonly kind: 'audio' | 'video'
  readonly label: string
  readonly deviceId: string
  contentHint = ''
  enabled = true
  muted = false
  onended = null
  onmute = null
  onunmute = null
  readyState: MediaStreamTrackState = 'live'
  readonly clones: FakeTrack[] = []

  constructor(kind: 'audio' | 'video', label = '', deviceId = '') {
    super()
    this.kind = kind
    this.label = label
    this.deviceId = deviceId
  }
  applyConstraints(): Promise<void> {
    return Promise.resolve()
  }
  clone(): FakeTrack {
    const clone = new FakeTrack(this.kind, this.label, this.deviceId)
    this.clones.push(clone)
    return clone
  }
  getCapabilities(): MediaTrackCapabilities {
    return {}
  }
  getConstraints(): MediaTrackConstraints {
    return {}
  }
  getSettings(): MediaTrackSettings {
    return { deviceId: this.deviceId, ...(this.kind === 'video' ? { width: 1280, height: 720 } : {}) }
  }
  stop(): void {
    this.readyState = 'ended'
  }
  /** The device went away: unlike `stop` this is heard. */
  end(): void {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
}

export class FakeStream extends EventTarget implements MediaStream {
  readonly id = newId('stream')
  onaddtrack = null
  onremovetrack = null
  readonly #tracks: Set<MediaStreamTrack>

  constructor(tracks: MediaStreamTrack[] = []) {
    super()
    this.#tracks = new Set(tracks)
  }
  get active(): boolean {
    return this.getTracks().some((track) => track.readyState === 'live')
  }
  addTrack(track: MediaStreamTrack): void {
    this.#tracks.add(track)
  }
  removeTrack(track: MediaStreamTrack): void {
    this.#tracks.delete(track)
  }
  clone(): MediaStream {
    return new FakeStream(this.getTracks().map((track) => track.clone()))
  }
  getTracks(): MediaStreamTrack[] {
    return [...this.#tracks]
  }
  getAudioTracks(): MediaStreamTrack[] {
    return this.getTracks().filter((track) => track.kind === 'audio')
  }
  getVideoTracks(): MediaStreamTrack[] {
    return this.getTracks().filter((track) => track.kind === 'video')
  }
  getTrackById(id: string): MediaStreamTrack | null {
    return this.getTracks().find((track) => track.id === id) ?? null
  }
}
