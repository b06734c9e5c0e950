import { expect, test } from 'vitest'
import { createChoices } from './choices.ts'
import { FakeMediaDevices, fakeDevice, fakeEnvironment } from './devices.fixture.ts'
import { createDevices } from './devices.ts'
import type { MediaEnvironment } from './environment.ts'
import { MediaFailure, toFailureReason } from './failure.ts'
import { settle } from './pair.fixture.ts'

function page(parts: Partial<MediaEnvironment> = {}) {
  const mediaDevices = new FakeMediaDevices()
  const environment = fakeEnvironment({ mediaDevices, ...parts })
  return { mediaDevices, environment, devices: createDevices(environment) }
}
const permissions = (state: PermissionState): MediaEnvironment['permissions'] => ({
  query: ({ name }) =>
    Promise.resolve(
      Object.assign(new EventTarget(), { name, state, onchange: null }) satisfies PermissionStatus,
    ),
})
const reasons = (failures: readonly MediaFailure[]) => failures.map(({ source, reason }) => [source, reason])
const BOTH = { audio: true, video: true }

test('[CM14] every refusal of a browser has one of five names', () => {
  const named = (name: string) => toFailureReason(new DOMException('text', name))
  expect(['NotAllowedError', 'PermissionDeniedError'].map(named)).toEqual(['denied', 'denied'])
  expect(['NotFoundError', 'DevicesNotFoundError', 'OverconstrainedError'].map(named)).toEqual([
    'missing',
    'missing',
    'missing',
  ])
  expect(['NotReadableError', 'TrackStartError', 'AbortError'].map(named)).toEqual(['busy', 'busy', 'busy'])
  expect(named('SecurityError')).toBe('insecure')
  expect(named('NotSupportedError')).toBe('unsupported')
  expect(toFailureReason(new TypeError('bad constraints'))).toBe('unsupported')
  expect([null, 7, {}, new Error('odd'), { name: 'constructor' }].map(toFailureReason)).toEqual(
    Array(5).fill('busy'),
  )
  expect(toFailureReason(new MediaFailure('camera', 'missing'))).toBe('missing')
})

test('[CM14] devices are listed by kind, without the nameless ones before permission', async () => {
  const { mediaDevices, devices } = page()
  mediaDevices.list.push(fakeDevice('audioinput', ''))
  await devices.refresh()
  const { microphones, cameras, speakers, support } = devices.get()
  expect([microphones, cameras, speakers].map((list) => list.map(({ id }) => id))).toEqual([
    ['mic-1', 'mic-2'],
    ['cam-1', 'cam-2'],
    ['speaker-1'],
  ])
  expect(support).toBe('full')
})

test('[CM14] the list follows what is plugged in, while somebody looks', async () => {
  const { mediaDevices, devices } = page()
  const stop = devices.subscribe(() => {})
  await settle()
  mediaDevices.unplug('mic-1')
  await settle()
  expect(devices.get().microphones.map(({ id }) => id)).toEqual(['mic-2'])
  stop()
  mediaDevices.unplug('mic-2')
  await settle()
  expect(devices.get().microphones).toHaveLength(1)
})

test('[CM14] one question for both; a missing camera costs nobody the microphone', async () => {
  const { mediaDevices, devices } = page()
  expect((await devices.open(BOTH)).stream?.getTracks()).toHaveLength(2)
  expect(mediaDevices.asked).toHaveLength(1)
  mediaDevices.list = mediaDevices.list.filter(({ kind }) => kind !== 'videoinput')
  const { stream, failures } = await devices.open(BOTH)
  expect(stream?.getTracks().map(({ kind }) => kind)).toEqual(['audio'])
  expect(reasons(failures)).toEqual([['camera', 'missing']])
})

test('[CM14] a busy camera is named, the microphone works', async () => {
  const { mediaDevices, devices } = page()
  for (const device of mediaDevices.list)
    if (device.kind === 'videoinput') device.failure = 'NotReadableError'
  const { stream, failures } = await devices.open(BOTH)
  expect(stream?.getTracks()).toHaveLength(1)
  expect(reasons(failures)).toEqual([['camera', 'busy']])
})

test('[CM14] who says no is not asked again', async () => {
  const { mediaDevices, devices } = page({ permissions: permissions('denied') })
  mediaDevices.failures.push('NotAllowedError')
  const { stream, failures } = await devices.open(BOTH)
  expect(stream).toBe(null)
  expect(reasons(failures)).toEqual([
    ['microphone', 'denied'],
    ['camera', 'denied'],
  ])
  expect(mediaDevices.asked).toHaveLength(1)
  expect(devices.get().permission).toEqual({ microphone: 'denied', camera: 'denied' })
})

test('[CM14] the system may refuse one of the two alone', async () => {
  const { mediaDevices, devices } = page({ permissions: permissions('granted') })
  mediaDevices.failures.push('NotAllowedError')
  for (const device of mediaDevices.list) if (device.kind === 'videoinput') device.failure = 'NotAllowedError'
  const { stream, failures } = await devices.open(BOTH)
  expect(stream?.getTracks().map(({ kind }) => kind)).toEqual(['audio'])
  expect(reasons(failures)).toEqual([['camera', 'denied']])
})

test('[CM14] a page without TLS says insecure, a browser without devices unsupported', async () => {
  const insecure = page({ mediaDevices: undefined, isSecureContext: false }).devices
  expect(reasons((await insecure.open(BOTH)).failures)).toEqual([
    ['microphone', 'insecure'],
    ['camera', 'insecure'],
  ])
  expect(insecure.get().support).toBe('insecure')
  const old = page({ mediaDevices: undefined }).devices
  expect(reasons((await old.open({ audio: true, video: false })).failures)).toEqual([
    ['microphone', 'unsupported'],
  ])
  expect(old.get().support).toBe('unsupported')
})

test('[CM14] choices are remembered over a reload and asked for, without insisting', async () => {
  const stored = new Map<string, string>()
  const storage: MediaEnvironment['storage'] = {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  }
  page({ storage }).devices.choose('audioinput', 'mic-2')
  const { devices, mediaDevices } = page({ storage })
  expect(devices.get().chosen).toEqual({ audioinput: 'mic-2', videoinput: null, audiooutput: null })
  const opened = async () => (await devices.open({ audio: true, video: false })).stream?.getTracks()[0]?.label
  expect(await opened()).toBe('mic-2 label')
  mediaDevices.unplug('mic-2')
  expect(await opened()).toBe('mic-1 label')
  devices.choose('audioinput', null)
  expect(stored.size).toBe(0)
})

test('[CM14] a storage that refuses costs only the memory', () => {
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const choices = createChoices({ storage: { getItem: () => null, setItem: full, removeItem: full } })
  choices.set('videoinput', 'cam-2')
  expect(choices.get('videoinput')).toBe('cam-2')
  choices.set('videoinput', null)
  expect(choices.get('videoinput')).toBe(null)
})
