import { expect, test } from 'vitest'
import { cameraLimit, limitVideo, preferVoice, screenLimit } from './limits.ts'
import { FakeNetwork } from './network.fixture.ts'
import { FakeConnection } from './rtc.fixture.ts'
import { FakeTrack } from './tracks.fixture.ts'

const ROOM_SIZES = [1, 2, 3, 4, 5, 6, 7]
const sender = () => {
  const transceiver = new FakeConnection(new FakeNetwork()).addTransceiver('video')
  return { transceiver, sender: transceiver.sender }
}

test('[CM17] the more peers, the less each gets, and all cameras together stay near 2 Mbit/s', () => {
  let before = Number.POSITIVE_INFINITY
  for (const peers of ROOM_SIZES) {
    const { maxBitrateBps } = cameraLimit(peers)
    expect(maxBitrateBps).toBeLessThanOrEqual(before)
    expect(maxBitrateBps * peers).toBeLessThanOrEqual(2_050_000)
    before = maxBitrateBps
  }
  expect(cameraLimit(1)).toMatchObject({ maxFramesPerS: 30, maxHeightPx: 720 })
})

test('[CM17] a screen keeps its pixels', () => {
  for (const peers of ROOM_SIZES) expect(screenLimit(peers).maxHeightPx).toBe(null)
})

test('[CM17] pixels are scaled from what the camera really gives', async () => {
  const { transceiver, sender: video } = sender()
  await video.replaceTrack(new FakeTrack('video'))
  await limitVideo(video, cameraLimit(7))
  expect(transceiver.parameters.encodings).toEqual([
    { maxBitrate: 250_000, maxFramerate: 15, scaleResolutionDownBy: 4 },
  ])
})

test('[CM17] a voice goes before any picture', async () => {
  const { transceiver, sender: voice } = sender()
  await preferVoice(voice)
  expect(transceiver.parameters.encodings[0]).toMatchObject({ priority: 'high', networkPriority: 'high' })
})

test('[CM17] a sender that takes no parameters is left as it is', async () => {
  const { transceiver, sender: video } = sender()
  transceiver.parameters = { ...transceiver.parameters, encodings: [] }
  await limitVideo(video, cameraLimit(1))
  const refusing = {
    ...video,
    setParameters: () => Promise.reject(new DOMException('no', 'InvalidStateError')),
  }
  await limitVideo(refusing, cameraLimit(1))
})
