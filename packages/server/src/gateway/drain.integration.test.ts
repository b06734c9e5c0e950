import { expect, test } from 'vitest'
import { codeOf, RawClient } from './client.fixture.ts'
import { openRig } from './rig.fixture.ts'

test('[DE12] a drain acks what is in flight, refuses what comes, tells everybody to move, and closes', async () => {
  await using rig = await openRig()
  const [ann, bob] = [await rig.member('ann'), await rig.member('bob')]
  rig.staged.hold()
  const sent = ann.post('garden', 'message.send', { text: 'in flight' })
  await rig.staged.waiting(1)
  const drained = rig.gateway.drain()
  expect(codeOf(await ann.command('garden', 'message.send', { text: 'late' }))).toBe('draining')
  expect(codeOf(await ann.ask('garden', 'messages.page'))).toBe('draining')
  const late = new RawClient(rig.url)
  await expect(late.opened()).rejects.toThrow('503')
  rig.staged.release()
  expect(await ann.ack(sent)).toMatchObject({ ok: true })
  for (const each of [ann, bob]) {
    const moved = await each.next('moved')
    expect(moved.after_ms).toBeGreaterThanOrEqual(0)
    expect(moved.after_ms).toBeLessThanOrEqual(2_000)
    expect(await each.closed).toEqual({ code: 4_002, reason: 'moved' })
  }
  await drained
  expect(bob.texts).toEqual(['in flight'])
  expect(rig.gateway.connections).toBe(0)
})

test('[DE12] a commit that never comes does not keep a drain from ending', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  rig.staged.hold()
  ann.post('garden', 'message.send', { text: 'stuck' })
  await rig.staged.waiting(1)
  const drained = rig.gateway.drain()
  for (let s = 0; s < 12; s += 1) {
    const beats = ann.frames.length
    ann.write({ t: 'beat' })
    await ann.next('beat', beats)
    rig.clock.advance(1_000)
  }
  expect((await ann.closed).code).toBe(4_002)
  await drained
})
