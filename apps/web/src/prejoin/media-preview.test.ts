import { type DevicesClient, type DevicesState, MediaFailure, type MediaFailureReason } from '@roomful/client'
import { beforeEach, describe, expect, test } from 'vitest'
import { createStore } from '../store.ts'
import { toBrowserName, toTrouble } from './media-fault.ts'
import { createMediaPreview } from './media-preview.ts'

class FakeTrack {
  enabled = true
  readyState: 'live' | 'ended' = 'live'
  onended: (() => void) | null = null
  readonly kind: 'audio' | 'video'
  constructor(kind: 'audio' | 'video') {
    this.kind = kind
  }
  getSettings() {
    return {
      deviceId: `${this.kind}-1`,
      ...(this.kind === 'video' ? { width: 1280, height: 720, frameRate: 30 } : {}),
    }
  }
  stop() {
    this.readyState = 'ended'
  }
  unplug() {
    this.stop()
    this.onended?.()
  }
}
class FakeStream {
  readonly tracks: FakeTrack[]
  constructor(tracks: FakeTrack[]) {
    this.tracks = tracks
  }
  getTracks() {
    return this.tracks
  }
}

const device = (id: string, kind: 'audioinput' | 'videoinput') => ({ id, kind, label: id })
const NOTHING: DevicesState = {
  microphones: [],
  cameras: [],
  speakers: [],
  permission: { microphone: 'prompt', camera: 'prompt' },
  chosen: { audioinput: null, videoinput: null, audiooutput: null },
  support: 'full',
}

function fakeDevices() {
  const state = createStore(NOTHING)
  const opened: FakeTrack[] = []
  const faults: { microphone?: MediaFailureReason; camera?: MediaFailureReason } = {}
  let asked = 0
  let answer = () => {}
  let waits = false
  const client: DevicesClient = {
    get: state.get,
    subscribe: state.subscribe,
    async open({ audio, video }) {
      asked += 1
      if (waits) await new Promise<void>((next) => (answer = next))
      const tracks: FakeTrack[] = []
      const failures: MediaFailure[] = []
      for (const [wanted, source, kind] of [
        [audio, 'microphone', 'audio'],
        [video, 'camera', 'video'],
      ] as const) {
        const reason = faults[source]
        if (wanted && reason) failures.push(new MediaFailure(source, reason))
        else if (wanted) tracks.push(new FakeTrack(kind))
      }
      opened.push(...tracks)
      const stream = tracks.length > 0 ? new MediaStream(tracks as never) : null
      return { stream, failures }
    },
    choose: (kind, id) => state.patch({ chosen: { ...state.get().chosen, [kind]: id } }),
    refresh: async () => {},
  }
  return {
    ...{ client, state, faults, opened },
    asked: () => asked,
    hold: () => {
      waits = true
    },
    answer: () => answer(),
  }
}

const settled = () => new Promise((next) => setImmediate(next))

beforeEach(() => {
  Object.assign(globalThis, { MediaStream: FakeStream })
})

describe('preview', () => {
  test('asks once for both, also when it is opened twice', async () => {
    const devices = fakeDevices()
    const preview = createMediaPreview(devices.client)
    await Promise.all([preview.open(), preview.open()])
    expect(devices.asked()).toBe(1)
    expect(preview.get()).toMatchObject({
      status: 'ready',
      resolution: { width: 1280, height: 720, fps: 30 },
      microphone: { on: true, fault: null, deviceId: 'audio-1' },
    })
  })
  test('a missing camera costs nobody the microphone', async () => {
    const devices = fakeDevices()
    devices.faults.camera = 'missing'
    const preview = createMediaPreview(devices.client)
    await preview.open()
    expect(preview.get().stream?.getTracks()).toHaveLength(1)
    expect(toTrouble(preview.get().microphone, preview.get().camera)).toEqual({
      fault: 'missing',
      subject: 'camera',
    })
  })
  test('a muted microphone keeps its track, a camera that is off gives it up', async () => {
    const devices = fakeDevices()
    const preview = createMediaPreview(devices.client)
    await preview.open()
    await preview.set('microphone', false)
    await preview.set('camera', false)
    expect(devices.opened.map(({ readyState, enabled }) => [readyState, enabled])).toEqual([
      ['live', false],
      ['ended', true],
    ])
    expect(preview.get().resolution).toBeNull()
    await preview.set('camera', true)
    expect(devices.asked()).toBe(2)
  })
  test('what is taken over is not stopped, and the preview forgets it', async () => {
    const devices = fakeDevices()
    const preview = createMediaPreview(devices.client)
    await preview.open()
    expect(preview.take()?.getTracks()).toHaveLength(2)
    preview.close()
    expect(devices.opened.map(({ readyState }) => readyState)).toEqual(['live', 'live'])
    expect(preview.take()).toBeNull()
  })
  test('an answer of the browser that comes after the join is given back', async () => {
    const devices = fakeDevices()
    devices.hold()
    const preview = createMediaPreview(devices.client)
    const opening = preview.open()
    expect(preview.take()).toBeNull()
    devices.answer()
    await opening
    expect(devices.opened.map(({ readyState }) => readyState)).toEqual(['ended', 'ended'])
    expect(preview.get().stream).toBeNull()
  })
  test('a cable that is pulled is named, and what is plugged in is tried once', async () => {
    const devices = fakeDevices()
    devices.state.patch({ cameras: [device('a', 'videoinput')] })
    const preview = createMediaPreview(devices.client)
    await preview.open()
    devices.opened[1]?.unplug()
    expect(preview.get().camera.fault).toBe('missing')
    devices.state.patch({ cameras: [] })
    devices.state.patch({ cameras: [device('b', 'videoinput')] })
    await settled()
    expect(devices.asked()).toBe(2)
    expect(preview.get().camera.fault).toBeNull()
  })
  test('a permission given later opens what was denied; one that was there before changes nothing', async () => {
    const devices = fakeDevices()
    devices.faults.camera = 'denied'
    const preview = createMediaPreview(devices.client)
    await preview.open()
    delete devices.faults.camera
    devices.state.patch({ permission: { microphone: 'granted', camera: 'granted' } })
    await settled()
    expect(preview.get().camera.fault).toBeNull()
    expect(devices.asked()).toBe(2)
    devices.state.patch({ speakers: [] })
    await settled()
    expect(devices.asked()).toBe(2)
  })
  test('another device is remembered and taken at once', async () => {
    const devices = fakeDevices()
    const preview = createMediaPreview(devices.client)
    await preview.open()
    await preview.choose('camera', 'b')
    expect(devices.state.get().chosen.videoinput).toBe('b')
    expect(devices.opened.map(({ kind, readyState }) => [kind, readyState])).toEqual([
      ['audio', 'live'],
      ['video', 'ended'],
      ['video', 'live'],
    ])
  })
})

test('what is switched off is no trouble; one reason for both is told once', () => {
  const input = (fault: MediaFailureReason | null, on = true) => ({ on, fault, deviceId: null })
  expect(toTrouble(input('denied'), input('denied'))).toEqual({ fault: 'denied', subject: 'both' })
  expect(toTrouble(input('busy'), input('missing'))).toEqual({ fault: 'busy', subject: 'microphone' })
  expect(toTrouble(input(null), input('missing', false))).toBeNull()
})

test('browsers that call themselves by others’ names', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36'
  expect(toBrowserName(chrome)).toBe('chrome')
  expect(toBrowserName(`${chrome} Edg/156.0`)).toBe('edge')
  expect(toBrowserName(`${chrome} OPR/110.0`)).toBe('other')
  expect(toBrowserName(chrome.replace('X11; Linux x86_64', 'Linux; Android 15; Pixel 9'))).toBe('android')
  expect(toBrowserName('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) AppleWebKit/605 CriOS/150 Safari/604')).toBe(
    'ios',
  )
  expect(toBrowserName('Mozilla/5.0 (Macintosh) AppleWebKit/605.1 Version/19.0 Safari/605.1')).toBe('safari')
  expect(toBrowserName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'firefox',
  )
})
