import { expect, test } from 'vitest'
import { createQualityMeter, type QualitySample, readSample, toQuality } from './quality.ts'

const sample = (extra: Partial<QualitySample> = {}): QualitySample => ({
  received: 0,
  lost: 0,
  frames: 0,
  rttMs: 20,
  ...extra,
})
const still = { connected: true, video: false }

test('[CM15] loss and round trip make good, fair and poor', () => {
  const judge = (extra: Partial<QualitySample>) => toQuality(sample(), sample(extra), still)
  expect(judge({ received: 100 })).toBe(3)
  expect(judge({ received: 98, lost: 2 })).toBe(3)
  expect(judge({ received: 97, lost: 3 })).toBe(2)
  expect(judge({ received: 92, lost: 8 })).toBe(2)
  expect(judge({ received: 91, lost: 9 })).toBe(1)
  expect(judge({ received: 100, rttMs: 300 })).toBe(3)
  expect(judge({ received: 100, rttMs: 301 })).toBe(2)
  expect(judge({ received: 100, rttMs: 801 })).toBe(1)
  expect(judge({ received: 100, rttMs: null })).toBe(3)
  expect(judge({})).toBe(3)
})

test('[CM15] only what happened since the last report counts', () => {
  const before = sample({ received: 1_000, lost: 500 })
  expect(toQuality(before, sample({ received: 1_100, lost: 500 }), still)).toBe(3)
})

test('[CM15] announced video without a frame is poor, no connection is nothing', () => {
  const before = sample({ frames: 10 })
  const now = sample({ received: 100, frames: 10 })
  expect(toQuality(before, now, { connected: true, video: true })).toBe(1)
  expect(toQuality(before, sample({ received: 100, frames: 11 }), { connected: true, video: true })).toBe(3)
  expect(toQuality(before, now, { connected: false, video: false })).toBe(0)
})

test('[CM15] bars fall at once and rise after two better reports', () => {
  const meter = createQualityMeter()
  let received = 0
  let lost = 0
  const next = (good: number, bad: number, connected = true) => {
    received += good
    lost += bad
    return meter.update(sample({ received, lost }), { connected, video: false })
  }
  expect(next(100, 0)).toBe(3)
  expect(next(50, 50)).toBe(1)
  expect(next(100, 0)).toBe(1)
  expect(next(100, 0)).toBe(3)
  expect(next(0, 0, false)).toBe(0)
  expect(next(100, 0)).toBe(3)
})

test('[CM15] a report of the browser is summed up, whatever else is in it', () => {
  const report = new Map<string, unknown>([
    ['a', { type: 'inbound-rtp', kind: 'audio', packetsReceived: 10, packetsLost: -2 }],
    ['v', { type: 'inbound-rtp', kind: 'video', packetsReceived: 90, packetsLost: 5, framesDecoded: 30 }],
    ['o', { type: 'outbound-rtp', packetsSent: 7 }],
    ['p', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.05 }],
    ['q', { type: 'candidate-pair', nominated: false, currentRoundTripTime: 3 }],
    ['x', null],
    ['y', { type: 'inbound-rtp', packetsReceived: 'many' }],
  ])
  expect(readSample(report)).toEqual({ received: 100, lost: 5, frames: 30, rttMs: 50 })
})
