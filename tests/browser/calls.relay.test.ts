import { expect } from 'vitest'
import { eventually, test } from '../support/browser-test.ts'
import { startCoturn, TURN_SECRET } from '../support/coturn.ts'
import { expectFlow } from '../support/media-steps.ts'
import { enter } from '../support/room-steps.ts'
import { ServerProcess } from '../support/server-process.ts'
import { peersOf } from '../support/tap.ts'

test('a call goes through the TURN server when there is no other way', async ({ people }) => {
  await using turn = await startCoturn()
  await using server = await ServerProcess.start({ TURN_URLS: turn.url, TURN_SECRET })
  const ann = await enter(people, server, { room: 'relay', name: 'Ann', relayOnly: true })
  const bob = await enter(people, server, { room: 'relay', name: 'Bob', relayOnly: true })
  for (const page of [ann, bob]) {
    await expectFlow(page, { peers: 1 })
    await eventually(async () => (await peersOf(page)).map(({ local, remote }) => [local, remote])).toEqual([
      ['relay', 'relay'],
    ])
  }
  expect(turn.log()).toMatch(/ALLOCATE processed, success/)
})
