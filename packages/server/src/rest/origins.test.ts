import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createOrigins } from './origins.ts'
import { addressOf, limitKeyOf, trustOf } from './proxies.ts'

function requestFrom(peer: string, headers: Record<string, string>): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: peer })
  return Object.assign(new IncomingMessage(socket), { headers })
}
const origins = (proxies: number | false | string[]) =>
  createOrigins(
    { frontendUrl: 'https://app.example.org', corsOrigins: ['http://localhost:5173'], publicUrl: undefined },
    trustOf(proxies),
  )

test.each([
  ['no page', {}, true],
  ['our own page', { origin: 'http://rooms.test:3000', host: 'rooms.test:3000' }, true],
  [
    'our own page, TLS at a proxy that keeps Host',
    { origin: 'https://rooms.test', host: 'rooms.test' },
    true,
  ],
  ['a listed page', { origin: 'https://app.example.org', host: 'rooms.test' }, true],
  ['another site', { origin: 'https://evil.test', host: 'rooms.test' }, false],
  ['another port', { origin: 'http://rooms.test:4000', host: 'rooms.test:3000' }, false],
  ['a subdomain', { origin: 'https://x.app.example.org', host: 'rooms.test' }, false],
  ['a name that begins alike', { origin: 'https://app.example.org.evil.test', host: 'rooms.test' }, false],
  ['a sandboxed page', { origin: 'null', host: 'rooms.test' }, false],
  ['rubbish', { origin: 'rooms.test', host: 'rooms.test' }, false],
  [
    'a forwarded host that nobody vouches for',
    { origin: 'https://evil.test', host: 'rooms.test', 'x-forwarded-host': 'evil.test' },
    false,
  ],
])('[RS4] origin of %s', (_name, headers, allowed) => {
  expect(origins(false).allows(requestFrom('10.0.0.9', headers))).toBe(allowed)
})

test('[RS5] the forwarded host counts when a trusted proxy says it', () => {
  const headers = { origin: 'https://rooms.test', host: '127.0.0.1:3000', 'x-forwarded-host': 'rooms.test' }
  expect(origins(1).allows(requestFrom('10.0.0.9', headers))).toBe(true)
  expect(origins(['10.0.0.0/8']).allows(requestFrom('::ffff:10.0.0.9', headers))).toBe(true)
  expect(origins(['10.0.0.0/8']).allows(requestFrom('192.168.0.9', headers))).toBe(false)
})

test.each([
  ['a program', {}, true],
  ['our page', { 'sec-fetch-site': 'same-origin', origin: 'http://rooms.test', host: 'rooms.test' }, true],
  ['a listed page', { 'sec-fetch-site': 'cross-site', origin: 'https://app.example.org' }, true],
  ['a form of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' }, false],
  ['a form without Origin', { 'sec-fetch-site': 'cross-site' }, false],
  ['a sister site without Origin', { 'sec-fetch-site': 'same-site' }, false],
])('[RS3] a change asked by %s', (_name, headers, allowed) => {
  expect(origins(false).allowsChange(requestFrom('10.0.0.9', headers))).toBe(allowed)
})

test.each([
  ['nobody trusted', false as const, '203.0.113.9'],
  ['one proxy', 1, '198.51.100.7'],
  ['two proxies', 2, '192.0.2.1'],
  ['proxies by address', ['203.0.113.0/24', '198.51.100.7'], '192.0.2.1'],
])('[RS8] the address that limits count, %s', (_name, proxies, address) => {
  const request = requestFrom('203.0.113.9', { 'x-forwarded-for': '192.0.2.1, 198.51.100.7' })
  expect(addressOf(request, trustOf(proxies))).toBe(address)
})

test.each([
  ['with a port', '192.0.2.1, 198.51.100.7:4711', '198.51.100.7'],
  ['of version 6 with a port', '192.0.2.1, [2001:db8::7]:4711', '2001:db8::7'],
  ['that is none', '192.0.2.1, unknown', 'unknown'],
  ['that is missing', '', '203.0.113.9'],
])('[RS8] what the proxy wrote counts, an address %s', (_name, forwarded, address) => {
  const request = requestFrom('203.0.113.9', { 'x-forwarded-for': forwarded })
  expect(addressOf(request, trustOf(1))).toBe(address)
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['192.0.2.1:4711', '192.0.2.1'],
  ['[2001:db8:1:2::1]:4711', '2001:db8:1:2'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0db8:1:2::1', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('[RS8] %s is limited as %s', (address, key) => {
  expect(limitKeyOf(address)).toBe(key)
})
