import { expect, test } from 'vitest'
import { openRig, until } from './rig.fixture.ts'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

test('[DE1] all members read one order without gaps, and each sender finds its own order in it', async () => {
  await using rig = await openRig()
  const names = ['ann', 'bob', 'cyd']
  const members = await Promise.all(names.map((name) => rig.member(name)))
  const acks = members.flatMap((member, who) =>
    range(1, 50).map((n) => member.command('garden', 'message.send', { text: `${names[who]} ${n}` })),
  )
  for (const ack of await Promise.all(acks)) expect(ack.ok).toBe(true)
  await Promise.all(members.map((member) => member.when(() => member.texts.length === 150)))

  const [first, ...others] = members
  for (const other of others) expect(other.texts).toEqual(first?.texts)
  for (const { seqs } of members) expect(seqs).toEqual(range(seqs[0] ?? 0, seqs.at(-1) ?? 0))
  for (const name of names)
    expect(first?.texts.filter((text) => text.startsWith(name))).toEqual(
      range(1, 50).map((n) => `${name} ${n}`),
    )
})

test('[DE2] [AK1] members hear of a message only once it is durable, and the ack follows the event', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const bob = await rig.member('bob')
  await ann.when(() => ann.entries.length > 0)
  rig.staged.hold()
  const id = ann.post('garden', 'message.send', { text: 'hi' })
  await rig.staged.waiting(1)
  // What was sent by now has arrived when the answer of a later round trip is there.
  await Promise.all([ann.ask('garden', 'roster.page'), bob.ask('garden', 'roster.page')])
  expect(ann.texts).toEqual([])
  expect(bob.texts).toEqual([])
  expect(ann.frames.some((frame) => frame.t === 'ack' && frame.id === id)).toBe(false)

  rig.staged.release()
  const ack = await ann.ack(id)
  const at = (t: string) => ann.frames.findLastIndex((frame) => frame.t === t)
  expect(ack).toMatchObject({ ok: true, result: { duplicate: false, seq: ann.seqs.at(-1) } })
  expect(ann.texts).toEqual(['hi'])
  expect(at('events')).toBeLessThan(ann.frames.indexOf(ack))
  await bob.when(() => bob.texts.length === 1)
})

test('[DE3] whoever joins amid messages holds each exactly once, by snapshot or event', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const sent: Promise<unknown>[] = []
  const joining: Promise<Awaited<ReturnType<typeof rig.member>>>[] = []
  for (const n of range(1, 40)) {
    sent.push(ann.command('garden', 'message.send', { text: `${n}` }))
    if (n % 4 === 0) joining.push(rig.member(`guest${n}`))
    if (n % 8 === 0) await sent.at(-1)
  }
  await Promise.all(sent)
  for (const newcomer of await Promise.all(joining)) {
    const { position, head } = await newcomer.next('snapshot')
    const held = [...(head?.messages ?? []).map(({ text }) => text)]
    await newcomer.when(() => held.length + newcomer.texts.length >= 40)
    expect([...held, ...newcomer.texts]).toEqual(range(1, 40).map(String))
    if (newcomer.seqs.length > 0)
      expect(newcomer.seqs).toEqual(range(position.seq + 1, newcomer.seqs.at(-1) ?? 0))
  }
})

test('[DE4] newcomers get the room, members only what changed', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const before = ann.frames.length
  const others = await Promise.all(range(1, 20).map((n) => rig.member(`p${n}`)))
  await ann.when(() => ann.entries.filter(({ type }) => type === 'participant.joined').length === 20)
  expect(ann.frames.slice(before).filter(({ t }) => t === 'snapshot')).toEqual([])
  for (const other of others) {
    const { participants, head, last } = await other.next('snapshot')
    expect(last).toBe(true)
    expect(head?.active_count).toBe(participants.length)
    expect(participants.some(({ id }) => id === 'user:ann')).toBe(true)
  }
})

test('[DE4] a large room comes in parts of 500 with one position', async () => {
  await using rig = await openRig()
  const crowd = await Promise.all(range(1, 520).map((n) => rig.member(`p${n}`)))
  const late = await rig.member('late')
  const parts = late.frames.filter((frame) => frame.t === 'snapshot')
  expect(parts.map(({ part, last }) => [part, last])).toEqual([
    [0, false],
    [1, true],
  ])
  expect(parts.flatMap(({ participants }) => participants)).toHaveLength(521)
  expect(new Set(parts.map(({ position }) => position.seq)).size).toBe(1)
  expect(parts.map(({ head }) => head !== undefined)).toEqual([true, false])
  expect(crowd).toHaveLength(520)
})

test('[DE10] a signal reaches its target connection and nobody else', async () => {
  await using rig = await openRig()
  const [ann, bob, cyd] = await Promise.all(['ann', 'bob', 'cyd'].map((name) => rig.member(name)))
  if (!ann || !bob || !cyd) throw new Error('three')
  const media = { audio: true, video: false, screen: false }
  const joined = await bob.command('garden', 'call.join', { media })
  expect(joined).toMatchObject({
    ok: true,
    result: { ice_ttl_s: 600, ice_servers: [{ username: 'user:bob' }] },
  })
  const { connection } = await bob.next('welcome')
  await ann.command('garden', 'call.join', { media })
  const signal = { to: connection, negotiation: 'n1', kind: 'offer', data: { sdp: 'v=0' } }
  expect(await ann.command('garden', 'signal.send', signal)).toMatchObject({ ok: true })
  await bob.when(() => bob.live.some(({ type }) => type === 'signal.sent'))
  await cyd.ask('garden', 'roster.page')
  await ann.ask('garden', 'roster.page')
  for (const other of [ann, cyd]) expect(other.live.some(({ type }) => type === 'signal.sent')).toBe(false)
  for (const each of [ann, bob, cyd])
    expect(each.live.filter(({ type }) => type === 'call.joined')).toHaveLength(2)
})

test('[DE11] what happens in one tick goes out as one frame of events', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const bob = await rig.member('bob')
  rig.staged.hold()
  const first = ann.post('garden', 'message.send', { text: 'first' })
  await rig.staged.waiting(1)
  const rest = range(1, 30).map((n) => ann.post('garden', 'message.send', { text: `${n}` }))
  await ann.ask('garden', 'roster.page')
  rig.staged.release()
  await Promise.all([first, ...rest].map((id) => ann.ack(id)))
  await bob.when(() => bob.texts.length === 31)
  const messages = bob.frames.flatMap((frame) =>
    frame.t === 'events' ? [frame.entries.filter(({ type }) => type === 'message.created').length] : [],
  )
  expect(Math.max(...messages)).toBeGreaterThanOrEqual(30)
})

test('[DE15] while the next batch waits, what is committed is told with it, but soon', async () => {
  await using rig = await openRig()
  const [ann, bob] = [await rig.member('ann'), await rig.member('bob')]
  rig.staged.hold()
  const first = ann.post('garden', 'message.send', { text: 'first' })
  await rig.staged.waiting(1)
  const second = ann.post('garden', 'message.send', { text: 'second' })
  await ann.ask('garden', 'roster.page')
  rig.staged.release()
  rig.staged.hold()
  await rig.staged.waiting(1)
  await ann.ask('garden', 'roster.page')
  expect(ann.texts).toEqual([])
  rig.clock.advance(4)
  expect(await ann.ack(first)).toMatchObject({ ok: true })
  await bob.when(() => bob.texts.length > 0)
  expect(bob.texts).toEqual(['first'])
  rig.staged.release()
  expect(await ann.ack(second)).toMatchObject({ ok: true })
})

test('[DE15] a batch that fails takes nothing along of what was committed before it', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  rig.staged.hold()
  const first = ann.post('garden', 'message.send', { text: 'first' })
  await rig.staged.waiting(1)
  const second = ann.post('garden', 'message.send', { text: 'second' })
  await ann.ask('garden', 'roster.page')
  rig.staged.release()
  rig.staged.hold()
  await rig.staged.waiting(1)
  rig.staged.away = true
  rig.staged.release()
  expect(await ann.ack(first)).toMatchObject({ ok: true })
  expect(await ann.ack(second)).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  expect(ann.texts).toEqual(['first'])
})

test('[DE8] a publication that a node never heard is read from the log when the next one shows the gap', async () => {
  await using rig = await openRig()
  const other = await rig.second()
  const ann = await rig.member('ann')
  const bob = await other.member('bob')
  await ann.command('garden', 'message.send', { text: 'heard' })
  await bob.when(() => bob.texts.length === 1)
  const [listeners] = rig.bus.listeners.values()
  const deaf = [...(listeners ?? [])].at(-1)
  if (!listeners || !deaf) throw new Error('two nodes listen')
  listeners.delete(deaf)
  await ann.command('garden', 'message.send', { text: 'unheard' })
  expect(bob.texts).toEqual(['heard'])
  listeners.add(deaf)
  await ann.command('garden', 'message.send', { text: 'heard again' })
  await bob.when(() => bob.texts.length === 3)
  expect(bob.texts).toEqual(['heard', 'unheard', 'heard again'])
  expect(bob.seqs).toEqual(bob.seqs.map((_, i) => (bob.seqs[0] ?? 0) + i))
})

test('[DE8] a node that lacks what it cannot read tries again', async () => {
  await using rig = await openRig()
  const other = await rig.second()
  const ann = await rig.member('ann')
  const bob = await other.member('bob')
  await bob.when(() => bob.frames.length > 2)
  const [listeners] = rig.bus.listeners.values()
  const deaf = [...(listeners ?? [])].at(-1)
  if (!listeners || !deaf) throw new Error('two nodes listen')
  listeners.delete(deaf)
  await ann.command('garden', 'message.send', { text: 'unheard' })
  listeners.add(deaf)
  const gate = rig.staged.holdReads()
  const heard = ann.post('garden', 'message.send', { text: 'heard' })
  await gate.waiting
  await ann.ack(heard)
  rig.staged.away = true
  gate.release()
  await bob.command('garden', 'typing.set', { typing: false })
  rig.staged.away = false
  expect(bob.texts).toEqual([])
  rig.clock.advance(1_000)
  await bob.when(() => bob.texts.length === 2)
  expect(bob.texts).toEqual(['unheard', 'heard'])
})

test('[DE8] a node whose gap is trimmed from the log loads the room anew, and its members start from a snapshot', async () => {
  await using rig = await openRig()
  const other = await rig.second()
  const ann = await rig.member('ann')
  const bob = await other.member('bob')
  const [listeners] = rig.bus.listeners.values()
  const deaf = [...(listeners ?? [])].at(-1)
  if (!listeners || !deaf) throw new Error('two nodes listen')
  listeners.delete(deaf)
  const unheard = await ann.command('garden', 'message.send', { text: 'unheard' })
  rig.staged.trim(unheard.ok ? (unheard.result as { seq: number }).seq : 0)
  listeners.add(deaf)
  await ann.command('garden', 'message.send', { text: 'heard' })
  expect(await bob.closed).toEqual({ code: 4_000, reason: 'unrecoverable_position' })
  const back = await other.member('bob')
  const { head, position } = await back.next('snapshot')
  expect(head?.messages.map(({ text }) => text)).toEqual(['unheard', 'heard'])
  await ann.command('garden', 'message.send', { text: 'on' })
  await back.when(() => back.texts.includes('on'))
  expect(back.seqs.at(0)).toBe(position.seq + 1)
})

test('[PR4] two tabs are one person; the last one lost is left after the grace', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  const tabs = [await rig.member('bob'), await rig.member('bob')] as const
  await ann.ask('garden', 'roster.page')
  expect(ann.entries.filter(({ type }) => type === 'participant.joined')).toHaveLength(1)
  const left = () => ann.entries.filter(({ type }) => type === 'participant.left')

  tabs[0].cut()
  await tabs[0].closed
  await tabs[1].command('garden', 'message.send', { text: 'still here' })
  rig.clock.advance(10_000)
  await tabs[1].command('garden', 'message.send', { text: 'and still' })
  expect(left()).toEqual([])

  tabs[1].cut()
  await until(() => rig.gateway.connections === 1)
  rig.clock.advance(2_900)
  await ann.command('garden', 'message.send', { text: 'waiting' })
  expect(left()).toEqual([])
  rig.clock.advance(200)
  await ann.when(() => left().length === 1)
  expect(left()[0]).toMatchObject({ payload: { id: 'user:bob', cause: 'lost' } })
})
