import { FAULTS } from '@roomful/protocol/faults'
import { describe, expect, test } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'
import { createFormat, toClock } from './format.ts'
import { preferredLanguage } from './language.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Every path of a catalogue, with what stands there. */
const leaves = (node: object, path = ''): [string, unknown][] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, `${path}.${key}`)
      : [[`${path}.${key}`, value]],
  )

describe('catalogues', () => {
  test('both have the same keys with words or functions in the same places', () => {
    const shape = (node: object) => leaves(node).map(([path, value]) => `${path}: ${typeof value}`)
    expect(shape(de)).toEqual(shape(en))
  })
  test('no words are empty', () => {
    for (const [path, value] of [...leaves(en), ...leaves(de)]) expect(value, path).not.toBe('')
  })
  test('every fault of the server has words of what to do', () => {
    for (const code of Object.keys(FAULTS)) {
      expect(en.faults).toHaveProperty(code)
      expect(de.faults).toHaveProperty(code)
    }
  })
})

describe('words that depend on numbers and names', () => {
  test('plurals', () => {
    expect([0, 1, 2, 1204].map(en.live.people)).toEqual(['0 people', '1 person', '2 people', '1,204 people'])
    expect([1, 2].map(de.chat.manyNew)).toEqual(['1 neue Nachricht', '2 neue Nachrichten'])
  })
  test('who is here', () => {
    expect(en.prejoin.here(['Mara'], 0)).toBe('Mara is here')
    expect(en.prejoin.here(['Mara', 'Tom'], 0)).toBe('Mara and Tom are here')
    expect(en.prejoin.here(['Mara', 'Tom'], 10)).toBe('Mara, Tom and 10 others are here')
    expect(de.prejoin.here(['Mara', 'Tom'], 1)).toBe('Mara, Tom und eine weitere Person sind da')
  })
  test('who types', () => {
    expect(en.chat.typing(['Lena'])).toBe('Lena is typing…')
    expect(en.chat.typing(['Lena', 'Tom'])).toBe('Lena and Tom are typing…')
    expect(en.chat.typing(['Lena', 'Tom', 'Kim'])).toBe('Lena and 2 others are typing…')
  })
  test('who joined', () => {
    expect(en.toasts.joined('Kim', 0)).toBe('Kim joined')
    expect(en.toasts.joined('Kim', 2)).toBe('Kim joined, and 2 others')
  })
  test('devices in German take their articles', () => {
    expect(de.media.title.denied(de.media.camera)).toBe('Deine Kamera ist gesperrt')
    expect(de.media.title.denied(de.media.both)).toBe('Deine Kamera und Mikrofon sind gesperrt')
    expect(de.media.title.missing(de.media.microphone)).toBe('Kein Mikrofon gefunden')
  })
})

describe('times', () => {
  const english = createFormat('en-GB')
  const german = createFormat('de')
  test('ages in words', () => {
    expect(english.ago(30_000)).toBeUndefined()
    expect(english.ago(3 * MINUTE_MS)).toBe('3 minutes ago')
    expect(english.ago(2.5 * HOUR_MS)).toBe('2 hours ago')
    expect(german.ago(DAY_MS)).toBe('vor 1 Tag')
    expect(en.people.lastSeen(english.ago(3 * MINUTE_MS))).toBe('last seen 3 minutes ago')
    expect(en.people.lastSeen(undefined)).toBe('last seen just now')
  })
  test('days by the calendar, not by 24 hours', () => {
    const now = new Date(2025, 4, 7, 0, 30).getTime()
    expect(english.day(now - HOUR_MS, now)).toBe('Yesterday')
    expect(english.day(now, now)).toBe('Today')
    expect(english.day(now - 3 * DAY_MS, now)).toBe('Sunday')
    expect(german.day(now - 30 * DAY_MS, now)).toBe('7. April 2025')
    // A clock ahead of ours.
    expect(english.day(now + DAY_MS, now)).toBe('8 May 2025')
  })
  test('spans and clocks', () => {
    expect(english.span(10)).toBe('1 min')
    expect(german.span(34 * MINUTE_MS)).toBe('34 Min.')
    expect(toClock(0)).toBe('00:00')
    expect(toClock(34 * MINUTE_MS + 12_000)).toBe('34:12')
    expect(toClock(HOUR_MS + 4 * MINUTE_MS + 9_000)).toBe('1:04:09')
    expect(toClock(-5_000)).toBe('00:00')
  })
})

test('the chosen language, else the browser’s, else English', () => {
  expect(preferredLanguage('de', 'en-US')).toBe('de')
  expect(preferredLanguage(null, 'de-AT')).toBe('de')
  expect(preferredLanguage(null, 'fr')).toBe('en')
  expect(preferredLanguage('constructor', 'fr')).toBe('en')
})
