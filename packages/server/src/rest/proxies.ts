import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import type { Config } from '../config/variables.ts'

/** Whether the peer `hop` steps away (0: the socket itself) is a proxy whose headers count. As Fastify's trustProxy. */
export type Trust = (address: string, hop: number) => boolean

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
/** IPv4 peers of a socket that listens on both families look like ::ffff:10.0.0.1. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')

export function trustOf(proxies: Config['trustProxy']): Trust {
  if (proxies === false) return () => false
  if (typeof proxies === 'number') return (_address, hop) => hop < proxies
  const list = new BlockList()
  for (const range of proxies) {
    const [address = '', bits] = range.split('/')
    if (bits === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(bits), familyOf(address))
  }
  return (address) => isIP(plain(address)) !== 0 && list.check(plain(address), familyOf(plain(address)))
}

const listOf = (header: string | string[] | undefined) =>
  (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((part) => part.trim())

/** The host that the browser asked for: X-Forwarded-Host when a trusted proxy says so. */
export function hostOf({ headers, socket }: IncomingMessage, trust: Trust): string | undefined {
  const forwarded = trust(socket.remoteAddress ?? '', 0)
    ? listOf(headers['x-forwarded-host']).at(-1)
    : undefined
  return forwarded || headers.host
}

/** Some proxies write the peer's port too, each connection another one. */
const withoutPort = (part: string) =>
  /^(?:\[(.+)\]|(\d+(?:\.\d+){3}))(?::\d+)?$/.exec(part)?.slice(1).join('') ?? part

/** The nearest address that is no trusted proxy. What a proxy wrote counts even where it is no address (`unknown`): what
 *  stands before it may be the peer's invention. */
export function addressOf({ headers, socket }: IncomingMessage, trust: Trust): string {
  const forwarded = listOf(headers['x-forwarded-for']).filter((part) => part !== '')
  const chain = [...forwarded.map(withoutPort), socket.remoteAddress ?? '']
  const outermost = chain.toReversed().findIndex((address, hop) => !trust(address, hop))
  return plain(chain.at(outermost === -1 ? 0 : -1 - outermost) ?? '')
}

/** What a limit counts by: an IPv4 address, or the /64 that one IPv6 subscriber has. */
export function limitKeyOf(peer: string): string {
  const address = withoutPort(peer)
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  return [...left, ...Array<string>(zeros).fill('0'), ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
