import { describe, expect, test } from 'vitest'
import { type Breach, checkHistory } from './check.ts'
import type { FinalLog, Line } from './record.ts'

const EPOCH = 'e1'
const message = (seq: number) => ({ seq, id: `id${seq}`, key: `key${seq}` })
const log = (...seqs: number[]): FinalLog => ({
  epoch: EPOCH,
  messages: seqs.map(message),
  active: ['ann', 'bob'],
})
const sent = (seq: number): Line[] => [
  { k: 'attempt', member: 'ann', key: `key${seq}` },
  { k: 'ack', member: 'ann', key: `key${seq}`, id: `id${seq}`, epoch: EPOCH, seq },
]
const applied = (member: string, ...seqs: number[]): Line[] =>
  seqs.map((seq) => ({ k: 'apply', member, epoch: EPOCH, seq, id: `id${seq}` }))
const finals = (of: FinalLog): Line[] => [
  { k: 'database', log: log(1, 2, 3) },
  { k: 'final', member: 'bob', log: of },
]
const breaches = (...lines: Line[]): Breach[] => [
  ...new Set(checkHistory([...[1, 2, 3].flatMap(sent), ...lines]).findings.map(({ breach }) => breach)),
]

describe('the history checker', () => {
  test('[HC1] a whole history has no findings', () => {
    expect(breaches(...applied('bob', 1, 2, 3), ...finals(log(1, 2, 3)))).toEqual([])
  })
  test('[HC2] an acknowledged message that a member lacks is lost', () => {
    expect(breaches(...finals(log(1, 3)))).toEqual(['lost'])
  })
  test('[HC3] a message twice, or one key under two ids, is a duplicate', () => {
    const twice = log(1, 2, 3)
    expect(
      breaches(...finals({ ...twice, messages: [...twice.messages, { seq: 4, id: 'id4', key: 'key3' }] })),
    ).toEqual(['duplicate'])
    expect(breaches({ k: 'ack', member: 'ann', key: 'key3', id: 'id9', epoch: EPOCH, seq: 9 })).toContain(
      'duplicate',
    )
  })
  test('[HC4] a message that nobody attempted is unexpected, one that was refused must not be stored', () => {
    expect(breaches(...finals(log(1, 2, 3, 4)))).toEqual(['unexpected'])
    expect(
      breaches({ k: 'refused', member: 'ann', key: 'key2', code: 'busy' }, ...finals(log(1, 2, 3))),
    ).toEqual(['refused_but_stored'])
  })
  test('[HC5] a number that is skipped or comes twice is a gap, a snapshot is none', () => {
    expect(breaches(...applied('bob', 1, 3), ...finals(log(1, 2, 3)))).toEqual(['gap'])
    expect(breaches(...applied('bob', 1, 1), ...finals(log(1, 2, 3)))).toEqual(['gap'])
    const snapshot: Line = { k: 'reset', member: 'bob', epoch: EPOCH, seq: 2 }
    expect(breaches(...applied('bob', 1), snapshot, ...applied('bob', 3), ...finals(log(1, 2, 3)))).toEqual(
      [],
    )
  })
  test('[HC6] two ids in one place are a disagreement, a log out of order is seen', () => {
    const swapped = {
      ...log(1, 2, 3),
      messages: [message(1), { ...message(3), seq: 2 }, { ...message(2), seq: 3 }],
    }
    expect(breaches(...finals(swapped))).toEqual(['disagreement'])
    expect(breaches(...finals(log(2, 1, 3)))).toEqual(['order'])
  })
  test('[HC7] somebody shown who is gone is a ghost', () => {
    expect(breaches(...finals({ ...log(1, 2, 3), active: ['ann', 'bob', 'eve'] }))).toEqual(['ghost'])
    expect(breaches(...finals({ ...log(1, 2, 3), active: ['bob'] }))).toEqual(['missing_member'])
  })
})
