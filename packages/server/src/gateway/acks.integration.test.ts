import { expect, test } from 'vitest'
import { codeOf } from './client.fixture.ts'
import { openRig, until } from './rig.fixture.ts'

const text = (words: string) => ({ text: words })

test('[AK2] every request gets one ack with its own id, whatever becomes of it', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const ids = [
    ann.post('garden', 'message.send', text('one')),
    ann.post('garden', 'message.send', text(' ')),
    ann.post('nowhere', 'message.send', text('two')),
    ann.post('garden', 'no.such', {}),
    ann.post('garden', 'typing.set', { typing: true }),
    ann.post('garden', 'message.edit', { id: '0190c2a0-0000-7000-8000-000000000000', text: 'x' }),
  ]
  const acks = await Promise.all(ids.map((id) => ann.ack(id)))
  expect(acks.map(codeOf)).toEqual([
    undefined,
    'message_blank',
    'room_not_found',
    'unknown_type',
    undefined,
    'message_not_found',
  ])
  await ann.ask('garden', 'roster.page')
  const answered = ann.frames.flatMap((frame) => (frame.t === 'ack' ? [frame.id] : []))
  expect(new Set(answered).size).toBe(answered.length)
})

test('[AK3] the same key and body give the first answer again and write nothing', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const first = await ann.command('garden', 'message.send', text('once'), 'k1')
  const again = await ann.command('garden', 'message.send', text('once'), 'k1')
  if (!first.ok || !again.ok) throw new Error('both are accepted')
  expect(first.result).toMatchObject({ duplicate: false })
  expect(again.result).toEqual({ ...(first.result as object), duplicate: true })
  const patch = await ann.command('garden', 'data.update', { patch: { a: { x: 1, y: 2 } } }, 'k2')
  const swapped = await ann.command('garden', 'data.update', { patch: { a: { y: 2, x: 1 } } }, 'k2')
  expect(patch.ok && swapped.ok && swapped.result).toEqual({ data: { a: { x: 1, y: 2 } } })
  await ann.command('garden', 'message.send', text('end'))
  expect(ann.texts).toEqual(['once', 'end'])
})

test('[AK3] a retry gives the first answer again, also when the command would be refused by now', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const quoted = await ann.command('garden', 'message.send', text('quoted'), 'k0')
  const { id } = (quoted.ok ? quoted.result : {}) as { id: string }
  const first = await ann.command('garden', 'message.send', { text: 'reply', reply_to: id }, 'k1')
  await ann.command('garden', 'message.delete', { id }, 'k2')
  const again = await ann.command('garden', 'message.send', { text: 'reply', reply_to: id }, 'k1')
  expect(again.ok && again.result).toEqual({ ...(first.ok ? (first.result as object) : {}), duplicate: true })
  const misuse = await ann.command('garden', 'message.send', { text: 'other', reply_to: id }, 'k1')
  expect(!misuse.ok && misuse.error.code).toBe('idempotency_conflict')
  const fresh = await ann.command('garden', 'message.send', { text: 'reply', reply_to: id }, 'k3')
  expect(!fresh.ok && fresh.error.code).toBe('message_deleted')
})

test('[AK3] a retry is known again after a restart, on another socket', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const first = await ann.command('garden', 'message.send', text('once'), 'k1')
  const elsewhere = await rig.second()
  const back = await elsewhere.member('ann')
  const again = await back.command('garden', 'message.send', text('once'), 'k1')
  expect(again.ok && again.result).toEqual({ ...(first.ok ? (first.result as object) : {}), duplicate: true })
})

test('[AK4] the same key with another body, or another command, is refused', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  await ann.command('garden', 'message.send', text('one'), 'k1')
  expect(codeOf(await ann.command('garden', 'message.send', text('two'), 'k1'))).toBe('idempotency_conflict')
  expect(codeOf(await ann.command('garden', 'hand.set', { raised: true }, 'k1'))).toBe('idempotency_conflict')
  expect(ann.texts).toEqual(['one'])
})

test('[AK5] a key belongs to one person in one room', async () => {
  await using rig = await openRig()
  const [ann, bob] = [await rig.member('ann'), await rig.member('bob')]
  await ann.command('attic', 'room.join')
  const results = [
    await ann.command('garden', 'message.send', text('a'), 'k'),
    await bob.command('garden', 'message.send', text('b'), 'k'),
    await ann.command('attic', 'message.send', text('c'), 'k'),
  ]
  expect(results.map((ack) => ack.ok && ack.result)).toMatchObject([
    { duplicate: false },
    { duplicate: false },
    { duplicate: false },
  ])
})

test('[AK6] the same key twice in one batch: the second takes the answer of the first', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  rig.staged.hold()
  ann.post('garden', 'message.send', text('first'))
  await rig.staged.waiting(1)
  const ids = ['same', 'same', 'other'].map((words) => ann.post('garden', 'message.send', text(words), 'k'))
  await ann.ask('garden', 'roster.page')
  rig.staged.release()
  const acks = await Promise.all(ids.map((id) => ann.ack(id)))
  expect(
    acks.map((ack) => (ack.ok ? (ack.result as { duplicate: boolean }).duplicate : codeOf(ack))),
  ).toEqual([false, true, 'idempotency_conflict'])
  expect(ann.texts).toEqual(['first', 'same'])
})

test('[AK6] a retry in one batch with new commands holds nobody up', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  await ann.command('garden', 'message.send', text('known'), 'k')
  rig.staged.hold()
  const ids = [ann.post('garden', 'message.send', text('first'))]
  await rig.staged.waiting(1)
  ids.push(ann.post('garden', 'message.send', text('new 1')))
  ids.push(ann.post('garden', 'message.send', text('known'), 'k'))
  ids.push(ann.post('garden', 'message.send', text('new 2')))
  await ann.ask('garden', 'roster.page')
  rig.staged.release()
  const acks = await Promise.all(ids.map((id) => ann.ack(id)))
  expect(acks.map((ack) => ack.ok && (ack.result as { duplicate: boolean }).duplicate)).toEqual([
    false,
    false,
    true,
    false,
  ])
  expect(ann.texts).toEqual(['known', 'first', 'new 1', 'new 2'])
})

test('[AK7] while the database is away commands are refused, live ones go on, and nothing has changed', async () => {
  await using rig = await openRig()
  const [ann, bob] = [await rig.member('ann'), await rig.member('bob')]
  await ann.when(() => ann.entries.length >= 1)
  const before = ann.entries.length
  rig.staged.away = true
  const refused = await ann.command('garden', 'message.send', text('lost?'), 'k')
  expect(refused).toMatchObject({ ok: false, error: { code: 'unavailable', retry_after_ms: 1_000 } })
  expect(codeOf(await ann.command('garden', 'participant.rename', { name: 'Anna' }))).toBe('unavailable')
  expect(codeOf(await ann.command('attic', 'room.join'))).toBe('unavailable')
  expect(codeOf(await ann.ask('garden', 'messages.page'))).toBe('unavailable')
  expect(await ann.command('garden', 'typing.set', { typing: true })).toMatchObject({ ok: true })
  await bob.when(() => bob.live.some(({ type }) => type === 'typing.changed'))
  expect(ann.entries).toHaveLength(before)

  rig.staged.away = false
  const retried = await ann.command('garden', 'message.send', text('lost?'), 'k')
  expect(retried).toMatchObject({ ok: true, result: { duplicate: false } })
  expect(ann.seqs).toEqual(ann.seqs.map((_, i) => (ann.seqs[0] ?? 0) + i))
})

test('[AK8] two nodes that write at once: conflicts are decided again, and all read one log', async () => {
  await using rig = await openRig()
  const other = await rig.second()
  const ann = await rig.member('ann')
  const bob = await other.member('bob')
  const sent = Array.from({ length: 40 }, (_, n) => [
    ann.command('garden', 'message.send', text(`ann ${n}`)),
    bob.command('garden', 'message.send', text(`bob ${n}`)),
  ]).flat()
  const acks = await Promise.all(sent)
  expect(acks.every(({ ok }) => ok)).toBe(true)
  const seqs = acks.map((ack) => (ack.ok ? (ack.result as { seq: number }).seq : 0))
  expect(new Set(seqs).size).toBe(80)
  await Promise.all([ann, bob].map((each) => each.when(() => each.texts.length === 80)))
  expect(ann.texts).toEqual(bob.texts)
  for (const { seqs } of [ann, bob]) expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i))
  expect(rig.app.stats().conflicts + other.app.stats().conflicts).toBeGreaterThan(0)
})

test('[AK9] what stands behind a join waits for it; behind anything else it does not', async () => {
  await using rig = await openRig()
  const ann = await rig.client('ann')
  const ids = [
    ann.post('garden', 'room.join'),
    ann.post('garden', 'message.send', text('one')),
    ann.post('garden', 'message.send', text('two')),
    ann.post('garden', 'room.leave'),
    ann.post('garden', 'message.send', text('three')),
    ann.post('garden', 'room.join'),
    ann.post('garden', 'message.send', text('four')),
  ]
  const acks = await Promise.all(ids.map((id) => ann.ack(id)))
  expect(acks.map(codeOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    'not_joined',
    undefined,
    undefined,
  ])
  rig.staged.hold()
  const slow = ann.post('garden', 'message.send', text('slow'))
  expect(await ann.command('garden', 'typing.set', { typing: true })).toMatchObject({ ok: true })
  expect(ann.frames.some((frame) => frame.t === 'ack' && frame.id === slow)).toBe(false)
  rig.staged.release()
  await ann.ack(slow)
})

test('[DE13] a socket that goes while its join is being committed leaves no ghost', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const bob = await rig.client('bob')
  rig.staged.hold()
  bob.post('garden', 'room.join')
  await rig.staged.waiting(1)
  bob.cut()
  await until(() => rig.gateway.connections === 1)
  rig.staged.release()
  await ann.when(() => ann.entries.some(({ type }) => type === 'participant.joined'))
  await ann.ask('garden', 'roster.page')
  rig.clock.advance(3_100)
  await ann.when(() => ann.entries.some(({ type }) => type === 'participant.left'))
  expect(rig.app.stats().members).toBe(1)
})

test('[DE13] an expiry that meets an absent database is tried again', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const bob = await rig.member('bob')
  bob.cut()
  await until(() => rig.gateway.connections === 1)
  await ann.ask('garden', 'roster.page')
  rig.staged.away = true
  const appends = () => rig.staged.calls.get('append') ?? 0
  const before = appends()
  rig.clock.advance(3_100)
  await until(() => appends() > before)
  await ann.command('garden', 'typing.set', { typing: false })
  rig.staged.away = false
  await ann.command('garden', 'message.send', text('back'))
  expect(ann.entries.some(({ type }) => type === 'participant.left')).toBe(false)
  rig.clock.advance(1_100)
  await ann.when(() => ann.entries.some(({ type }) => type === 'participant.left'))
})
