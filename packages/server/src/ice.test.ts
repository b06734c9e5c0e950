import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { manualClock } from './adapters/clock/manual.ts'
import { createIceServers, ICE_TTL_S } from './ice.ts'

const NOW_S = 1_800_000_000
const clock = manualClock(NOW_S * 1_000)

test('[RS9] TURN credentials are HMAC-SHA1 over expiry and person, as coturn computes them', () => {
  const offer = createIceServers(
    { stunUrls: ['stun:s'], turnUrls: ['turn:t', 'turns:t'], turnSecret: 'north' },
    clock,
  )({ id: 'guest:ann' })
  const username = `${NOW_S + ICE_TTL_S}:guest:ann`
  expect(offer).toEqual({
    ice_servers: [
      { urls: ['stun:s'] },
      {
        urls: ['turn:t', 'turns:t'],
        username,
        credential: createHmac('sha1', 'north').update(username).digest('base64'),
      },
    ],
    ttl_s: ICE_TTL_S,
  })
})

test('[RS9] without servers there is nothing to offer', () => {
  expect(
    createIceServers({ stunUrls: [], turnUrls: [], turnSecret: undefined }, clock)({ id: 'guest:ann' }),
  ).toEqual({ ice_servers: [], ttl_s: ICE_TTL_S })
})
