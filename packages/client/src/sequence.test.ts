import type { EventsFrame, LogEntry, SnapshotFrame } from '@roomful/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Sequence } from './sequence.ts'
import { Assembly } from './snapshot.ts'

const entry = (seq: number): LogEntry => ({ seq, at: seq, type: 'hidden' })
const frame = (seqs: readonly number[], epoch = 'e'): EventsFrame => ({
  ...{ t: 'events', room: 'r', epoch, from: seqs[0] ?? 0 },
  entries: seqs.map(entry),
})
const seqs = (entries: readonly LogEntry[]) => entries.map(({ seq }) => seq)
const at = (seq: number, epoch = 'e') => {
  const sequence = new Sequence()
  sequence.restart({ epoch, seq })
  return sequence
}

test('[CL10] frames in any order and number give each entry once, in order', () => {
  const last = 30
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: last }), fc.integer({ min: 1, max: 6 }))),
      (ranges) => {
        const sequence = at(0)
        const out: number[] = []
        for (const [from, length] of ranges) {
          const range = Array.from({ length }, (_, index) => from + index)
          out.push(...seqs(sequence.take(frame(range))))
        }
        out.push(...seqs(sequence.take(frame(Array.from({ length: last + 6 }, (_, index) => index + 1)))))
        expect(out).toEqual(Array.from({ length: last + 6 }, (_, index) => index + 1))
        expect(sequence.hasGap).toBe(false)
      },
    ),
  )
})

test('[CL10] before the first snapshot everything waits', () => {
  const sequence = new Sequence()
  expect(sequence.take(frame([1, 2, 3]))).toEqual([])
  expect(sequence.hasGap).toBe(false)
  expect(seqs(sequence.restart({ epoch: 'e', seq: 2 }))).toEqual([3])
  expect(sequence.position).toEqual({ epoch: 'e', seq: 3 })
})

test('[CL10] numbers of another history are never taken for ours', () => {
  const sequence = at(5)
  expect(sequence.take(frame([6], 'other'))).toEqual([])
  expect(sequence.hasGap).toBe(true)
  expect(seqs(sequence.take(frame([6])))).toEqual([6])
  expect(sequence.position).toEqual({ epoch: 'e', seq: 6 })
})

test('[CL11] parts of different snapshots, or with one missing, make no whole', () => {
  const assembly = new Assembly()
  const head: SnapshotFrame['head'] = {
    info: { slug: 'r', kind: 'open', title: 'r', access: 'link', capacity: 1, created_at: 1 },
    ...{ active_count: 0, inactive_count: 0, messages: [], messages_cursor: null },
    live: { idle: [], typing: [], legs: [] },
  }
  const part = (number: number, seq: number, last = true): SnapshotFrame => ({
    ...{ t: 'snapshot', room: 'r', position: { epoch: 'e', seq }, part: number, last, participants: [] },
    ...(number === 0 ? { head } : {}),
  })
  expect(assembly.add(part(1, 1))).toBe('broken')
  expect(assembly.add(part(0, 1, false))).toBe('open')
  expect(assembly.add(part(1, 2))).toBe('broken')
  expect(assembly.add(part(0, 2, false))).toBe('open')
  expect(assembly.add(part(2, 2))).toBe('broken')
  expect(assembly.add(part(0, 3, false))).toBe('open')
  expect(assembly.add(part(1, 3))).toMatchObject({ position: { epoch: 'e', seq: 3 } })
})
