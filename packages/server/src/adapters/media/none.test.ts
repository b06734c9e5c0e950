import { expect, test } from 'vitest'
import { meshOnly } from './none.ts'

test('[MD1] without a media server nobody is admitted, and nothing fails', async () => {
  expect(await meshOnly.admit('room', 'connection')).toMatchObject({ fault: { code: 'call_full' } })
  expect(await meshOnly.negotiate('session', { type: 'offer', sdp: '' })).toMatchObject({
    fault: { code: 'call_full' },
  })
  await meshOnly.trickle('session', null)
  await meshOnly.release('session')
  await meshOnly.ping()
})
