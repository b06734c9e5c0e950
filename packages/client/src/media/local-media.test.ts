import { expect, test } from 'vitest'
import { FakeMediaDevices, fakeEnvironment } from './devices.fixture.ts'
import type { Ear } from './ear.ts'
import { createLocalMedia } from './local-media.ts'
import { settle } from './pair.fixture.ts'
import { FakeStream, FakeTrack } from './tracks.fixture.ts'

function page() {
  const mediaDevices = new FakeMediaDevices()
  const ears: (Ear & { closed: boolean })[] = []
  const listen = () => {
    const ear = {
      closed: false,
      amplitude: () => 0.1,
      close() {
        ear.closed = true
      },
    }
    ears.push(ear)
    return ear
  }
  const outgoing: string[][] = []
  const local = createLocalMedia({
    environment: fakeEnvironment({ mediaDevices, listen }),
    changed() {
      outgoing.push(
        Object.entries(local.outgoing).flatMap(([slot, track]) =>
          track ? [`${slot} ${track.readyState}`] : [],
        ),
      )
    },
  })
  return { local, mediaDevices, ears, outgoing }
}

test('[CM9] mute keeps the track and is there at once; no device is asked again', async () => {
  const { local, mediaDevices } = page()
  await local.setMicrophone(true)
  const { microphone } = local.outgoing
  const muted = local.setMicrophone(false)
  expect(microphone?.enabled).toBe(false)
  expect(local.state.audio).toBe(false)
  await muted
  await local.setMicrophone(true)
  expect(local.outgoing.microphone).toBe(microphone)
  expect(microphone?.enabled).toBe(true)
  expect(mediaDevices.asked).toHaveLength(1)
})

test('[CM9] a camera that is off is stopped, after the connections let go of it', async () => {
  const { local, mediaDevices, outgoing } = page()
  await local.setCamera(true)
  const [camera] = mediaDevices.opened
  await local.setCamera(false)
  expect(camera?.readyState).toBe('ended')
  expect(outgoing).toEqual([['camera live'], []])
  await local.setCamera(true)
  expect(local.outgoing.camera).not.toBe(camera)
  expect(local.state.video).toBe(true)
})

test('[CM9] off before the device opened: it is stopped again, nothing is on', async () => {
  const { local, mediaDevices } = page()
  const on = local.setCamera(true)
  await settle(2)
  expect(mediaDevices.asked).toHaveLength(1)
  await local.setCamera(false)
  await on
  expect(local.state.video).toBe(false)
  expect(mediaDevices.opened.map(({ readyState }) => readyState)).toEqual(['ended'])
})

test('[CM9] the own stream is one object while anything is in it', async () => {
  const { local } = page()
  expect(local.stream).toBe(null)
  await local.setMicrophone(true)
  const { stream } = local
  await local.setCamera(true)
  expect(local.stream).toBe(stream)
  expect(stream?.getTracks()).toEqual([local.outgoing.microphone, local.outgoing.camera])
  await local.setCamera(false)
  expect(stream?.getTracks()).toEqual([local.outgoing.microphone])
})

test('[CM13] a microphone that is unplugged is replaced and named; muted stays muted', async () => {
  const { local, mediaDevices } = page()
  await local.setMicrophone(true)
  await local.setMicrophone(false)
  mediaDevices.unplug('mic-1')
  await settle()
  expect(local.outgoing.microphone?.label).toBe('mic-2 label')
  expect(local.outgoing.microphone?.enabled).toBe(false)
  expect(local.fault).toEqual({ source: 'microphone', reason: 'lost', fallback: 'mic-2 label' })
})

test('[CM13] the last camera gone: it is off, and the person is told', async () => {
  const { local, mediaDevices } = page()
  mediaDevices.list = mediaDevices.list.filter(({ deviceId }) => deviceId !== 'cam-2')
  await local.setCamera(true)
  mediaDevices.unplug('cam-1')
  await settle()
  expect(local.state.video).toBe(false)
  expect(local.outgoing.camera).toBe(null)
  expect(local.fault).toEqual({ source: 'camera', reason: 'lost', fallback: null })
})

test('[CM13] another device takes over in place and is remembered; the old one is stopped', async () => {
  const { local, mediaDevices } = page()
  await local.setMicrophone(true)
  await local.setDevice('audioinput', 'mic-2')
  expect(mediaDevices.opened.map(({ deviceId, readyState }) => [deviceId, readyState])).toEqual([
    ['mic-1', 'ended'],
    ['mic-2', 'live'],
  ])
  await local.setDevice('videoinput', 'cam-2')
  await local.setCamera(true)
  expect(local.outgoing.camera?.label).toBe('cam-2 label')
})

test('[CM13] a choice that fails leaves the old device on, and says why', async () => {
  const { local } = page()
  await local.setMicrophone(true)
  await expect(local.setDevice('audioinput', 'gone')).rejects.toMatchObject({ reason: 'missing' })
  expect(local.outgoing.microphone?.label).toBe('mic-1 label')
  expect(local.outgoing.microphone?.readyState).toBe('live')
  expect(local.fault?.reason).toBe('missing')
})

test('[CM13] where only one device opens at a time the old one makes room', async () => {
  const { local, mediaDevices } = page()
  for (const device of mediaDevices.list) device.single = true
  await local.setMicrophone(true)
  await local.setDevice('audioinput', 'mic-2')
  expect(local.outgoing.microphone?.label).toBe('mic-2 label')
})

test('[CM14] a refusal is thrown by name, kept as the fault, and forgotten when it works', async () => {
  const { local, mediaDevices } = page()
  mediaDevices.failures.push('NotAllowedError')
  await expect(local.setCamera(true)).rejects.toMatchObject({ source: 'camera', reason: 'denied' })
  expect(local.fault).toEqual({ source: 'camera', reason: 'denied', fallback: null })
  await local.setCamera(true)
  expect(local.fault).toBe(null)
})

test('[CM9] a screen with its sound; the browser ends it, or we do', async () => {
  const { local, mediaDevices } = page()
  await local.startScreen()
  expect(local.outgoing.screen?.contentHint).toBe('detail')
  expect(local.outgoing.screenSound).not.toBe(null)
  mediaDevices.opened[0]?.end()
  expect(local.state.screen).toBe(false)
  expect(mediaDevices.opened.map(({ readyState }) => readyState)).toEqual(['ended', 'ended'])
  await local.startScreen()
  local.stopScreen()
  expect(local.state.screen).toBe(false)
})

test('[CM9] a closed picker is no share; a stopped one that opens late is stopped', async () => {
  const { local, mediaDevices } = page()
  mediaDevices.screenFailure = 'NotAllowedError'
  await expect(local.startScreen()).rejects.toMatchObject({ source: 'screen', reason: 'denied' })
  mediaDevices.screenFailure = null
  const late = local.startScreen()
  local.stopScreen()
  await late
  expect(local.state.screen).toBe(false)
  expect(mediaDevices.opened.every(({ readyState }) => readyState === 'ended')).toBe(true)
  await expect(local.startScreen(new FakeStream())).rejects.toMatchObject({ reason: 'missing' })
})

test('[CM9] tracks of the pre-join page are taken over; closing stops all but those to keep', () => {
  const { local } = page()
  const [audio, video] = [new FakeTrack('audio'), new FakeTrack('video')]
  local.adopt(new FakeStream([audio, video]), { audio: false, video: true })
  expect(local.state).toEqual({ audio: false, video: true, screen: false })
  expect(audio.enabled).toBe(false)
  local.close([audio])
  expect([audio.readyState, video.readyState]).toEqual(['live', 'ended'])
  expect(local.stream).toBe(null)
})

test('[CM16] the own level is heard also while muted, by an ear of its own', async () => {
  const { local, mediaDevices, ears } = page()
  expect(local.level()).toBe(0)
  await local.setMicrophone(true)
  await local.setMicrophone(false)
  expect(local.level()).toBeGreaterThan(0.5)
  expect(mediaDevices.opened[0]?.clones.map(({ enabled }) => enabled)).toEqual([true])
  await local.setDevice('audioinput', 'mic-2')
  local.level()
  expect(ears.map(({ closed }) => closed)).toEqual([true, false])
  local.close()
  expect(ears.every(({ closed }) => closed)).toBe(true)
  expect(
    mediaDevices.opened.flatMap(({ clones }) => clones).every((clone) => clone.readyState === 'ended'),
  ).toBe(true)
})
