import { describe, expect, test } from 'vitest'
import { isEmojiOnly, toTokens } from './tokens.ts'

const links = (text: string) => toTokens(text).flatMap((token) => (token.type === 'link' ? [token.href] : []))

describe('links', () => {
  test('only http and https become links', () => {
    expect(links('see https://a.example/b and http://c.example')).toEqual([
      'https://a.example/b',
      'http://c.example/',
    ])
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//evil.example',
      'mailto:a@b.c',
    ])
      expect(links(text)).toEqual([])
  })
  test('markup stays text', () => {
    expect(toTokens('<img src=x onerror=alert(1)>')).toEqual([
      { type: 'text', at: 0, text: '<img src=x onerror=alert(1)>' },
    ])
    expect(links('<a href="https://a.example">x</a>')).toEqual(['https://a.example/'])
  })
  test('the sentence keeps its punctuation', () => {
    expect(links('Read https://a.example/x.')).toEqual(['https://a.example/x'])
    expect(links('(https://a.example/x)')).toEqual(['https://a.example/x'])
    expect(links('https://a.example/wiki/A_(b)?')).toEqual(['https://a.example/wiki/A_(b)'])
  })
  test('what cannot be parsed stays text', () => {
    expect(links('https://')).toEqual([])
    expect(links('https://[')).toEqual([])
  })
  test('the tokens joined are the message', () => {
    for (const text of ['a https://x.example/?q=1, b 🎉 c', '👍', '', 'https://x.example 👍🏽 end'])
      expect(
        toTokens(text)
          .map((token) => token.text)
          .join(''),
      ).toBe(text)
  })
})

describe('emoji', () => {
  test('ours are drawn, the others are left to the system', () => {
    expect(toTokens('yes 👍')).toEqual([
      { type: 'text', at: 0, text: 'yes ' },
      { type: 'emoji', at: 4, text: '👍' },
    ])
    expect(toTokens('👍🏽 🦩')).toEqual([{ type: 'text', at: 0, text: '👍🏽 🦩' }])
  })
  test('a few alone are shown large', () => {
    expect(['🎉', '👍 👍', '❤️🔥🎉'].map(isEmojiOnly)).toEqual([true, true, true])
    expect(['', 'a🎉', '🎉🎉🎉🎉', '12'].map(isEmojiOnly)).toEqual([false, false, false, false])
  })
})
