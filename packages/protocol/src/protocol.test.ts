import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COMMANDS, EVENTS, isCommandName, isLogged, QUERIES } from './catalogue.ts'
import { jsonBytes, UserData } from './data.ts'
import { FAULTS } from './faults.ts'
import { ClientFrame } from './frames.ts'
import { DisplayName, RoomSlug } from './ids.ts'
import { Emoji, MessageText } from './message.ts'
import { parse } from './parse.ts'
import { RoomTitle } from './room.ts'

const codeOf = (...args: Parameters<typeof parse>): string => {
  const parsed = parse(...args)
  return parsed.ok ? 'ok' : parsed.fault.code
}

describe('the catalogue', () => {
  test('[PC1] every spec stands under its own name', () => {
    for (const [name, spec] of [
      ...Object.entries(COMMANDS),
      ...Object.entries(QUERIES),
      ...Object.entries(EVENTS),
    ]) {
      expect(spec.name).toBe(name)
    }
  })
  test('[PC2] names of Object.prototype are no commands', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 7, null])
      expect(isCommandName(name)).toBe(false)
  })
  test('[PC3] messages are logged, typing is live', () => {
    expect(isLogged({ type: 'typing.changed', payload: { participant: 'user:1', typing: true } })).toBe(false)
    expect(EVENTS['message.created'].delivery).toBe('log')
  })
  test('[PC4] every fault has an HTTP status of its kind', () => {
    for (const spec of Object.values(FAULTS)) expect(spec.http >= 400 && spec.http < 600).toBe(true)
  })
})

describe('refusals carry the code of what was wrong', () => {
  test.each([
    [MessageText, '   ', 'message_blank'],
    [MessageText, 'x'.repeat(4001), 'message_too_long'],
    [MessageText, 7, 'bad_payload'],
    [DisplayName, '\n', 'name_blank'],
    [DisplayName, 'a\u0000b', 'name_invalid'],
    [RoomSlug, '', 'slug_blank'],
    [RoomSlug, 'x'.repeat(129), 'slug_invalid'],
    [RoomSlug, '__proto__', 'ok'],
    // NFC makes two characters of each of these, and one of a letter with its accent.
    [RoomSlug, '\u0958'.repeat(128), 'slug_invalid'],
    [DisplayName, '\u0958'.repeat(100), 'name_invalid'],
    [DisplayName, 'e\u0301'.repeat(100), 'ok'],
    [DisplayName, '\u200b\u3164\u2800', 'name_blank'],
    [RoomSlug, '\u00ad', 'slug_blank'],
    [MessageText, ' \u200d\ufe0f', 'message_blank'],
    [MessageText, '\u202eabc', 'ok'],
    [DisplayName, 'Ann\u202egnp.exe', 'name_invalid'],
    [DisplayName, 'Ann\u2028Bob', 'name_invalid'],
    [DisplayName, '\u200fدان\u200f', 'ok'],
    [DisplayName, '👩🏽‍🚀', 'ok'],
    [RoomTitle, '\u2060', 'bad_payload'],
    [RoomTitle, 'a\0b', 'bad_payload'],
    [ClientFrame, { t: 'query', id: 1, room: 'x'.repeat(513), type: 'roster.page' }, 'slug_invalid'],
    [UserData, JSON.parse('{"__proto__": 1}'), 'key_reserved'],
    [UserData, { a: { constructor: 1 } }, 'key_reserved'],
    [UserData, [], 'bad_payload'],
    [Emoji, '👍', 'ok'],
    [Emoji, '👩🏽‍🚀', 'ok'],
    [Emoji, '7', 'bad_payload'],
    [Emoji, '👍👍', 'bad_payload'],
    [ClientFrame, { t: 'hello' }, 'bad_payload'],
  ])('[PC5, LI14] %#', (schema, value, code) => expect(codeOf(schema, value)).toBe(code))

  test('[PC6] user data 8 levels deep enters, 9 do not, 100,000 do not end the stack', () => {
    const nested = (levels: number) => {
      let value: unknown = 1
      for (let level = 0; level < levels; level += 1) value = { value }
      return value
    }
    expect(codeOf(UserData, nested(8))).toBe('ok')
    expect(codeOf(UserData, nested(9))).toBe('data_too_deep')
    expect(codeOf(UserData, nested(100_000))).toBe('data_too_deep')
  })
  test('[PC7] no value of any kind makes a parse throw', () => {
    const schemas = [
      ClientFrame,
      ...Object.values(COMMANDS).map(({ body }) => body),
      ...Object.values(QUERIES).map(({ body }) => body),
    ]
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const schema of schemas) parse(schema, value)
      }),
    )
  })
  test('[PC9] texts and names come out as a database can hold them', () => {
    expect(parse(MessageText, 'a\ud800b\0c')).toEqual({ ok: true, value: 'a\ufffdb\ufffdc' })
    expect(parse(DisplayName, ' Ann\udc00 ')).toEqual({ ok: true, value: 'Ann\ufffd' })
    const key = (value: string) => codeOf(ClientFrame, { t: 'cmd', id: 1, room: 'x', type: 'y', key: value })
    expect([key('6f1-A'), key('\ud800'), key('a\0')]).toEqual(['ok', 'bad_payload', 'bad_payload'])
  })
  test('[PC8] sizes are counted in bytes of UTF-8', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text)
        return jsonBytes(value) === Buffer.byteLength(JSON.stringify(value))
      }),
    )
  })
})
