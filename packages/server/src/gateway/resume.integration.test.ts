import { LIMITS, type Position } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { openRig, type Rig, until } from './rig.fixture.ts'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const send = async (rig: Rig, count: number, room = 'garden') => {
  const writer = await rig.member('writer', room)
  const acks = await Promise.all(
    range(1, count).map((n) => writer.command(room, 'message.send', { text: `${n}` })),
  )
  return { writer, seqs: acks.map((ack) => (ack.ok ? (ack.result as { seq: number }).seq : 0)) }
}
/** What a client that was here once goes on from. */
const positionOf = async (rig: Rig, name: string): Promise<Position> => {
  const client = await rig.client(name)
  const ack = await client.command('garden', 'room.join')
  await client.leave()
  if (!ack.ok) throw new Error('joined')
  return (ack.result as { position: Position }).position
}

test('[DE5] a resume replays exactly what was missed, in pages of 200, then live state, then the ack', async () => {
  await using rig = await openRig()
  const resume = await positionOf(rig, 'ann')
  await send(rig, 200)
  await send(rig, 200)
  await send(rig, 57)
  const ann = await rig.client('ann')
  const ack = await ann.command('garden', 'room.join', { resume })
  if (!ack.ok) throw new Error('resumed')
  const { position, resumed } = ack.result as { position: Position; resumed: boolean }
  expect(resumed).toBe(true)
  const kinds = ann.frames.map(({ t }) => t)
  expect(kinds.slice(0, 1)).toEqual(['welcome'])
  expect(kinds.slice(-2)).toEqual(['live_state', 'ack'])
  expect(kinds.slice(1, -2).every((t) => t === 'events')).toBe(true)
  expect(ann.seqs).toEqual(range(resume.seq + 1, position.seq))
  const pages = ann.frames.flatMap((frame) => (frame.t === 'events' ? [frame.entries.length] : []))
  expect(Math.max(...pages)).toBe(200)
  expect(ann.frames.every((frame) => frame.t !== 'events' || frame.from === frame.entries[0]?.seq)).toBe(true)
})

test('[DE5] messages that come during a resume follow it once each', async () => {
  await using rig = await openRig()
  const resume = await positionOf(rig, 'ann')
  const { writer } = await send(rig, 250)
  await send(rig, 250)
  const ann = await rig.client('ann')
  const joining = ann.command('garden', 'room.join', { resume })
  const sent = range(1, 100).map((n) => writer.command('garden', 'message.send', { text: `late ${n}` }))
  await Promise.all(sent)
  await joining
  await ann.when(() => ann.texts.length === 600)
  expect(ann.seqs).toEqual(range(resume.seq + 1, resume.seq + ann.seqs.length))
})

test('[DE5] more than can be held back meanwhile is read from the log again', async () => {
  await using rig = await openRig()
  const resume = await positionOf(rig, 'ann')
  const { writer } = await send(rig, 10)
  const gate = rig.staged.holdReads()
  const ann = await rig.client('ann')
  const joining = ann.command('garden', 'room.join', { resume })
  await gate.waiting
  for (const round of range(1, 11))
    await Promise.all(
      range(1, 200).map((n) => writer.command('garden', 'message.send', { text: `${round} ${n}` })),
    )
  gate.release()
  await joining
  await ann.when(() => ann.texts.length === 2_210)
  expect(ann.seqs).toEqual(range(resume.seq + 1, resume.seq + ann.seqs.length))
})

test('[DE5] whoever missed nothing is back at once, without reading the log', async () => {
  await using rig = await openRig()
  const { writer } = await send(rig, 3)
  const ann = await rig.member('ann')
  const { seq } = ann.frames.flatMap((frame) => (frame.t === 'snapshot' ? [frame.position] : []))[0] ?? {}
  const [{ position }] = [await ann.next('snapshot')]
  expect(position.seq).toBe(seq)
  ann.cut()
  await until(() => rig.gateway.connections === 1)
  const reads = rig.staged.calls.get('readLog') ?? 0
  const back = await rig.client('ann')
  const ack = await back.command('garden', 'room.join', { resume: position })
  expect(ack).toMatchObject({ ok: true, result: { resumed: true, position } })
  expect(rig.staged.calls.get('readLog') ?? 0).toBe(reads)
  await writer.command('garden', 'message.send', { text: 'on' })
  await back.when(() => back.texts.length === 1)
})

test.for([
  ['epoch', { epoch: 'another', seq: 1 }],
  ['epoch', { seq: 9_999 }],
] as const)(
  '[DE6] %s: a position that cannot be resumed gets reset and a snapshot',
  async ([reason, asked]) => {
    await using rig = await openRig()
    const resume = { ...(await positionOf(rig, 'ann')), ...asked }
    const ann = await rig.client('ann')
    const ack = await ann.command('garden', 'room.join', { resume })
    expect(ack).toMatchObject({ ok: true, result: { resumed: false } })
    expect(ann.frames.map(({ t }) => t)).toEqual(['welcome', 'reset', 'snapshot', 'ack'])
    expect(await ann.next('reset')).toEqual({ t: 'reset', room: 'garden', reason })
  },
)

test('[DE6] trimmed: what the log no longer holds is a snapshot', async () => {
  await using rig = await openRig()
  const resume = await positionOf(rig, 'ann')
  const { writer } = await send(rig, 20)
  rig.staged.trim(15)
  const ann = await rig.client('ann')
  const ack = await ann.command('garden', 'room.join', { resume })
  expect(ack).toMatchObject({ ok: true, result: { resumed: false } })
  expect(await ann.next('reset')).toMatchObject({ reason: 'trimmed' })
  expect((await ann.next('snapshot')).head?.messages).toHaveLength(20)
  await writer.command('garden', 'message.send', { text: 'on' })
  await ann.when(() => ann.texts.includes('on'))
  expect(rig.app.stats()).toMatchObject({ members: 2, reset: 1 })
})

test('[DE6] too_far: more than 10,000 events are cheaper as a snapshot', async () => {
  await using rig = await openRig()
  const resume = await positionOf(rig, 'ann')
  const { storage } = rig.staged
  const stored = await storage.loadRoom('garden')
  if (!stored) throw new Error('the garden is there')
  const events = range(stored.seq + 1, stored.seq + LIMITS.RESUME_MAX + 1).map((seq) => ({
    seq,
    at: seq,
    event: { type: 'participant.renamed', payload: { id: 'user:ann', name: `Ann ${seq}` } } as const,
  }))
  await storage.append({ room: stored.facts.id, expected: stored.seq, events, keys: [] })
  const other = await rig.second()
  const ann = await other.client('ann')
  await ann.command('garden', 'room.join', { resume })
  expect(await ann.next('reset')).toMatchObject({ reason: 'too_far' })
})

test('[DE5] a database that goes away during a resume refuses the join; the next attempt goes on', async () => {
  await using rig = await openRig()
  const resume = await positionOf(rig, 'ann')
  await send(rig, 5)
  const ann = await rig.client('ann')
  const gate = rig.staged.holdReads()
  const joining = ann.command('garden', 'room.join', { resume })
  await gate.waiting
  rig.staged.away = true
  gate.release()
  expect(await joining).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  rig.staged.away = false
  expect(await ann.command('garden', 'room.join', { resume })).toMatchObject({ ok: true })
  expect(ann.texts).toEqual(range(1, 5).map(String))
  expect(rig.app.stats().members).toBe(2)
})
