import { expect, test } from 'vitest'
import { LEVEL_INTERVAL_MS } from './pulse.ts'
import {
  createSpeakerDetector,
  INTERRUPT_MS,
  PAUSE_MS,
  SPEAKING_LEVEL,
  TAKEOVER_MS,
  toLevel,
} from './speaker.ts'

const LOUD = 0.8
/** Plays levels, one reading after another, and tells who held the floor at each. */
function play(...phases: readonly [ms: number, levels: Record<string, number>][]) {
  const detector = createSpeakerDetector()
  const heard: (string | null)[] = []
  let at = 0
  for (const [ms, levels] of phases) {
    for (let passed = 0; passed < ms; passed += LEVEL_INTERVAL_MS) {
      at += LEVEL_INTERVAL_MS
      heard.push(detector.update(new Map(Object.entries({ ann: 0, bob: 0, ...levels })), at))
    }
  }
  return heard
}
/** When, in milliseconds, `who` first had the floor. */
const since = (heard: readonly (string | null)[], who: string | null) =>
  (heard.indexOf(who) + 1) * LEVEL_INTERVAL_MS

test('[CM16] a voice in silence has the floor with the first reading, within 300 ms', () => {
  expect(since(play([1_000, {}], [1_000, { ann: LOUD }]), 'ann')).toBe(1_000 + LEVEL_INTERVAL_MS)
  expect(LEVEL_INTERVAL_MS).toBeLessThan(300)
})

test('[CM16] noise below speech gives nobody the floor', () => {
  expect(new Set(play([3_000, { ann: SPEAKING_LEVEL - 0.05 }]))).toEqual(new Set([null]))
})

test('[CM16] a pause for breath keeps the floor, silence ends it', () => {
  const heard = play([1_000, { ann: LOUD }], [PAUSE_MS, {}], [1_000, {}])
  expect(heard[(1_000 + PAUSE_MS) / LEVEL_INTERVAL_MS - 1]).toBe('ann')
  expect(heard.at(-1)).toBe(null)
})

test('[CM16] whoever answers into a pause gets the floor after a moment, not for a cough', () => {
  expect(play([1_000, { ann: LOUD }], [200, { bob: LOUD }], [300, { ann: LOUD }]).at(-1)).toBe('ann')
  const answered = since(play([1_000, { ann: LOUD }], [2_000, { bob: LOUD }]), 'bob')
  expect(answered).toBeGreaterThan(1_000 + TAKEOVER_MS)
  expect(answered).toBeLessThanOrEqual(1_000 + TAKEOVER_MS + 2 * LEVEL_INTERVAL_MS)
})

test('[CM16] two at once: the first keeps the floor unless spoken over, louder and for long', () => {
  expect(play([500, { ann: 0.5 }], [3_000, { ann: 0.5, bob: 0.4 }]).at(-1)).toBe('ann')
  const over = since(play([500, { ann: 0.5 }], [3_000, { ann: 0.5, bob: 1 }]), 'bob')
  expect(over).toBeGreaterThanOrEqual(500 + INTERRUPT_MS)
})

test('[CM16] who leaves or is muted loses the floor', () => {
  const detector = createSpeakerDetector()
  expect(detector.update(new Map([['ann', LOUD]]), 100)).toBe('ann')
  expect(detector.update(new Map([['bob', 0]]), 200)).toBe(null)
})

test('[CM16] levels follow the ear: silence 0, speech in the middle, shouting 1, in steps', () => {
  expect([0, -1, Number.NaN, 0.000_1].map(toLevel)).toEqual([0, 0, 0, 0])
  expect(toLevel(0.03)).toBeCloseTo(0.55)
  expect(toLevel(0.5)).toBe(1)
  expect(toLevel(7)).toBe(1)
  expect(toLevel(0.0301)).toBe(toLevel(0.03))
})
