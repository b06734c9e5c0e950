import type { MessageView } from '@roomful/client'
import { describe, expect, test } from 'vitest'
import { countAfter, rowKey, toRows } from './rows.ts'
import { around, earlier, endSpan, later, SPAN_MAX } from './span.ts'

const NOON = new Date(2025, 4, 3, 12).getTime()
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

const message = (id: string, author: string, at: number, more: Partial<MessageView> = {}): MessageView => ({
  id,
  author,
  at,
  seq: 1,
  name: author,
  text: id,
  edited_at: null,
  deleted_at: null,
  reply_to: null,
  reactions: [],
  status: 'sent',
  fault: null,
  key: null,
  isOwn: author === 'me',
  ...more,
})
const rowsOf = (messages: readonly MessageView[], starts: readonly string[] = []) =>
  toRows(messages, { from: 0, to: messages.length }, new Set(starts))

describe('grouping', () => {
  test('one person within five minutes stands under one name', () => {
    const rows = rowsOf([
      message('1', 'ann', NOON),
      message('2', 'ann', NOON + MINUTE_MS),
      message('3', 'bob', NOON + 2 * MINUTE_MS),
      message('4', 'bob', NOON + 9 * MINUTE_MS),
    ])
    expect(rows.map(({ isHead }) => isHead)).toEqual([true, false, true, true])
  })
  test('a reply and what follows a deleted message show their author', () => {
    const rows = rowsOf([
      message('1', 'ann', NOON),
      message('2', 'ann', NOON, { reply_to: '1', deleted_at: NOON }),
      message('3', 'ann', NOON),
    ])
    expect(rows.map(({ isHead }) => isHead)).toEqual([true, true, true])
  })
  test('a new day is announced, but not above the oldest loaded message', () => {
    const rows = rowsOf([message('1', 'ann', NOON), message('2', 'ann', NOON + DAY_MS)])
    expect(rows.map(({ startsDay }) => startsDay)).toEqual([false, true])
    expect(rows[1]?.isHead).toBe(true)
  })
  test('the oldest loaded message keeps its name when older ones come above', () => {
    const messages = [message('1', 'ann', NOON), message('2', 'ann', NOON + 1)]
    expect(rowsOf(messages, ['2']).map(({ isHead }) => isHead)).toEqual([true, true])
  })
  test('a row keeps its key from pending to sent', () => {
    const pending = message('temp', 'me', NOON, { key: 'k1', status: 'pending', seq: null })
    expect(rowKey(pending)).toBe(rowKey({ ...pending, id: 'server', status: 'sent', seq: 7 }))
  })
  test('new messages are those of others after the last one seen', () => {
    const messages = [
      message('1', 'ann', 0),
      message('2', 'me', 1),
      message('3', 'bob', 2),
      message('4', 'ann', 3),
    ]
    expect(countAfter(messages, '1')).toBe(2)
    expect(countAfter(messages, '4')).toBe(0)
    expect(countAfter(messages, null)).toBe(3)
  })
})

describe('span', () => {
  test('never more than the limit is in the document, however one scrolls through 10,000', () => {
    let span = endSpan(10_000)
    while (span.from > 0) {
      span = earlier(span)
      expect(span.to - span.from).toBeLessThanOrEqual(SPAN_MAX)
    }
    while (span.to < 10_000) {
      span = later(span, 10_000)
      expect(span.to - span.from).toBeLessThanOrEqual(SPAN_MAX)
    }
    expect(span.to).toBe(10_000)
  })
  test('a jump shows what lies around the message', () => {
    for (const at of [0, 10, 500, 999]) {
      const { from, to } = around(at, 1_000)
      expect(from).toBeLessThanOrEqual(at)
      expect(to).toBeGreaterThan(at)
    }
  })
})
