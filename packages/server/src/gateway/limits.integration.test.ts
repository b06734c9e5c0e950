import { type FaultCode, LIMITS } from '@roomful/protocol'
import { expect, test } from 'vitest'
import { type Ack, codeOf, type RawClient } from './client.fixture.ts'
import { openRig, until } from './rig.fixture.ts'

const UNREADABLE: [string, string | Buffer][] = [
  ['binary', Buffer.from([1, 2, 3])],
  ['broken JSON', '{"t":"cmd"'],
  ['nothing', ''],
  ['a number', '7'],
  ['null', 'null'],
  ['a list', '[]'],
  ['no kind', '{}'],
  ['an unknown kind', '{"t":"shout"}'],
  ['a kind of the prototype', '{"t":"__proto__"}'],
  ['an id that is none', '{"t":"cmd","id":-1,"room":"garden","type":"room.join"}'],
  ['an id that is text', '{"t":"cmd","id":"1","room":"garden","type":"room.join"}'],
  ['deep nesting', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
]
test.for(UNREADABLE)('[LI2] %s: an error frame, and the socket goes on', async ([, raw]) => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  ann.raw(raw)
  const { error, fatal } = await ann.next('error')
  expect([fatal, ['bad_frame', 'bad_payload'].includes(error.code)]).toEqual([false, true])
  expect(await ann.command('garden', 'message.send', { text: 'well' })).toMatchObject({ ok: true })
})

const uuid = '0190c2a0-0000-7000-8000-000000000000'
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) })
const REFUSED: [string, string, unknown, FaultCode][] = [
  ['garden', 'message.send', null, 'bad_payload'],
  ['garden', 'message.send', [], 'bad_payload'],
  ['garden', 'message.send', 7, 'bad_payload'],
  ['garden', 'message.send', { text: 7 }, 'bad_payload'],
  ['garden', 'message.send', { text: ' \n' }, 'message_blank'],
  ['garden', 'message.send', { text: 'x'.repeat(4_001) }, 'message_too_long'],
  ['garden', 'message.send', { text: 'x', reply_to: 'x' }, 'bad_payload'],
  ['garden', 'message.send', { text: 'x', reply_to: uuid }, 'message_not_found'],
  ['garden', 'message.edit', { id: uuid, text: 'x' }, 'message_not_found'],
  ['garden', 'reaction.set', { id: uuid, emoji: 'ok', on: true }, 'bad_payload'],
  ['garden', 'role.set', { participant: 'user:eve', role: 'king' }, 'bad_payload'],
  ['garden', 'role.set', { participant: 'user:eve', role: 'host' }, 'participant_not_found'],
  ['garden', 'participant.rename', { name: '' }, 'name_blank'],
  ['garden', 'participant.rename', { name: 'a\nb' }, 'name_invalid'],
  ['garden', 'data.update', { patch: deep(20) }, 'data_too_deep'],
  ['garden', 'data.update', { patch: { a: 'x'.repeat(17_000) } }, 'data_too_large'],
  ['garden', 'data.update', { patch: JSON.parse('{"__proto__": 1}') }, 'key_reserved'],
  ['garden', 'signal.send', { to: 'x', negotiation: 'n', kind: 'offer', data: null }, 'not_in_call'],
  ['garden', 'media.set', { audio: true, video: true, screen: false }, 'not_in_call'],
  ['garden', 'room.update', { capacity: 0 }, 'bad_payload'],
  ['garden', 'constructor', {}, 'unknown_type'],
  ['garden', '__proto__', {}, 'unknown_type'],
  ['garden', 'messages.page', {}, 'unknown_type'],
  ['elsewhere', 'message.send', { text: 'x' }, 'room_not_found'],
  ['attic', 'message.send', { text: 'x' }, 'not_joined'],
  [' ', 'room.join', {}, 'slug_blank'],
  ['', 'room.join', {}, 'slug_blank'],
  ['x'.repeat(129), 'room.join', {}, 'slug_invalid'],
  ['x'.repeat(1_000), 'room.join', {}, 'slug_invalid'],
  ['a\u0000b', 'room.join', {}, 'slug_invalid'],
  ['garden', 'room.join', { resume: { epoch: 1, seq: -1 } }, 'bad_payload'],
]
test('[LI2] each refusal has its code, an id and a text, and leaves the room as it was', async () => {
  await using rig = await openRig()
  await rig.member('bob', 'attic')
  const ann = await rig.member('ann')
  const answered: [string, unknown, FaultCode | undefined][] = []
  for (const [room, type, body] of REFUSED) {
    const ack = await ann.ack(ann.post(room, type, body))
    answered.push([type, body, codeOf(ack)])
    if (!ack.ok) expect(ack.error.text).toMatch(/\w/)
  }
  expect(answered).toEqual(REFUSED.map(([, type, body, code]) => [type, body, code]))
  expect(await ann.command('garden', 'message.send', { text: 'well' })).toMatchObject({ ok: true })
  expect(ann.texts).toEqual(['well'])
})

test('[LI11] a body that is nested without end is refused, and nothing recurses over it', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  expect(codeOf(await ann.command('garden', 'data.update', { patch: deep(3_000) }))).toBe('bad_payload')
  await ann.command('garden', 'call.join', { media: { audio: true, video: false, screen: false } })
  const signal = { to: 'x', negotiation: 'n', kind: 'offer', data: deep(2_000) }
  expect(codeOf(await ann.command('garden', 'signal.send', signal))).toBe('bad_payload')
})

const QUERIES: [string, string, unknown, FaultCode | undefined][] = [
  ['garden', 'messages.page', {}, undefined],
  ['garden', 'messages.page', { limit: 0 }, 'bad_payload'],
  ['garden', 'messages.page', { cursor: 'x' }, 'bad_payload'],
  ['garden', 'roster.page', { cursor: 'x' }, 'bad_payload'],
  ['garden', 'messages.get', { ids: [] }, 'bad_payload'],
  ['garden', 'messages.get', { ids: [uuid] }, undefined],
  ['garden', 'message.send', { text: 'x' }, 'unknown_type'],
  ['attic', 'messages.page', {}, 'not_joined'],
  ['elsewhere', 'messages.page', {}, 'room_not_found'],
]
test('[LI2] queries are refused in the same way, and only members may ask', async () => {
  await using rig = await openRig()
  await rig.member('bob', 'attic')
  const ann = await rig.member('ann')
  for (const [room, type, body, code] of QUERIES)
    expect([type, body, codeOf(await ann.ask(room, type, body))]).toEqual([type, body, code])
})

test('[LI4] of one socket 256 requests may wait, more are busy; those behind a join as well', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  rig.staged.hold()
  const ids = Array.from({ length: LIMITS.SOCKET_QUEUE + 10 }, (_, n) =>
    ann.post('garden', 'message.send', { text: `${n}` }),
  )
  const refused = await Promise.all(ids.slice(-10).map((id) => ann.ack(id)))
  expect(refused.map(codeOf)).toEqual(Array(10).fill('busy'))
  rig.staged.release()
  const acks = await Promise.all(ids.slice(0, -10).map((id) => ann.ack(id)))
  expect(acks.every(({ ok }) => ok)).toBe(true)

  rig.staged.hold()
  const joining = ann.post('attic', 'room.join')
  const behind = Array.from({ length: LIMITS.SOCKET_QUEUE }, () => ann.post('garden', 'room.leave'))
  expect(codeOf(await ann.ack(behind.at(-1) ?? 0))).toBe('busy')
  rig.staged.release()
  expect(await ann.ack(joining)).toMatchObject({ ok: true })
})

test('[LI5] a person sends 20 messages at once, then 5 a second, over all of their sockets', async () => {
  await using rig = await openRig({ rateLimits: true })
  const tabs = [await rig.member('ann'), await rig.member('ann')] as const
  const bob = await rig.member('bob')
  const acks: Ack[] = []
  for (let n = 0; n < 22; n += 1)
    acks.push(await tabs[n % 2 === 0 ? 0 : 1].command('garden', 'message.send', { text: `${n}` }))
  expect(acks.map(codeOf)).toEqual([...Array(20).fill(undefined), 'rate_limited', 'rate_limited'])
  expect(acks.at(-1)).toMatchObject({ error: { retry_after_ms: 200 } })
  expect(await bob.command('garden', 'message.send', { text: 'free' })).toMatchObject({ ok: true })
  expect(await tabs[0].command('garden', 'typing.set', { typing: true })).toMatchObject({ ok: true })
  rig.clock.advance(200)
  expect(await tabs[0].command('garden', 'message.send', { text: 'again' })).toMatchObject({ ok: true })
  expect(codeOf(await tabs[0].command('garden', 'message.send', { text: 'no' }))).toBe('rate_limited')
})

test('[LI5] whoever goes on sending what cannot be read is closed', async () => {
  await using rig = await openRig({ rateLimits: true })
  const ann = await rig.client('ann')
  for (let n = 0; n < 50; n += 1) ann.raw('{')
  expect(await ann.closed).toEqual({ code: 4_000, reason: 'rate_limited' })
})

const FLOODS: Readonly<Record<string, (client: RawClient) => void>> = {
  beats: (client) => client.write({ t: 'beat' }),
  'large beats': (client) => client.write({ t: 'beat', pad: 'x'.repeat(200_000) }),
  pings: (client) => client.ws.ping(),
  pongs: (client) => client.ws.pong(),
  'requests that are refused': (client) => client.post('garden', 'message.send', { text: 'x' }),
}
test('[LI15] whoever floods a socket, with frames of whatever kind, is closed and not read any further', async () => {
  await using rig = await openRig({ rateLimits: true })
  const bob = await rig.member('bob')
  await Promise.all(
    Object.entries(FLOODS).map(async ([name, flood]) => {
      const eve = await rig.member(name)
      for (let n = 0; n < 2_000; n += 1) flood(eve)
      // Of pings whose pongs wait already, ws takes 60 and ends the socket.
      const code = name === 'pings' ? expect.any(Number) : 4_000
      expect(await eve.closed, name).toMatchObject({ code })
    }),
  )
  expect(rig.gateway.stats().frames).toBeLessThan(2_000)
  expect(await bob.command('garden', 'message.send', { text: 'calm' })).toMatchObject({ ok: true })
})

test('[LI15] a call that begins, and seconds of beats, are no flood', async () => {
  await using rig = await openRig({ rateLimits: true })
  const ann = await rig.member('ann')
  for (let second = 0; second < 3; second += 1) {
    for (let n = 0; n < 400; n += 1) ann.write({ t: 'beat' })
    await ann.when(() => ann.frames.filter(({ t }) => t === 'beat').length === 400 * (second + 1))
    rig.clock.advance(1_000)
  }
  expect(await ann.command('garden', 'message.send', { text: 'here' })).toMatchObject({ ok: true })
})

test('[LI6] one connection is in 16 rooms at most', async () => {
  await using rig = await openRig()
  const ann = await rig.client('ann')
  for (let n = 0; n < 16; n += 1)
    expect(await ann.command(`room ${n}`, 'room.join')).toMatchObject({ ok: true })
  expect(codeOf(await ann.command('one more', 'room.join'))).toBe('forbidden')
  expect(await ann.command('room 3', 'room.join')).toMatchObject({ ok: true })
  await ann.command('room 3', 'room.leave')
  expect(await ann.command('one more', 'room.join')).toMatchObject({ ok: true })
})

test('[LI13] rooms nobody is in are unloaded after a while, and come back when asked for', async () => {
  await using rig = await openRig()
  const ann = await rig.member('ann')
  await ann.command('attic', 'room.join')
  await ann.command('garden', 'message.send', { text: 'kept' })
  await ann.command('garden', 'room.leave')
  expect(rig.app.stats().rooms).toBe(2)
  for (let s = 0; s < 80; s += 5) {
    rig.clock.advance(5_000)
    await ann.command('attic', 'typing.set', { typing: false })
  }
  expect(rig.app.stats().rooms).toBe(1)
  await ann.command('garden', 'room.join')
  const snapshots = ann.frames.filter((frame) => frame.t === 'snapshot' && frame.room === 'garden')
  expect(snapshots.at(-1)).toMatchObject({ head: { messages: [{ text: 'kept' }] } })
})

test('[DE7] who does not read is closed at 1 MiB and resumes; the others do not notice', async () => {
  await using rig = await openRig()
  const [ann, bob, idle] = [await rig.member('ann'), await rig.member('bob'), await rig.member('idle')]
  const { position } = await idle.next('snapshot')
  idle.freeze()
  let sent = 0
  const text = 'x'.repeat(4_000)
  while (rig.gateway.connections === 3) {
    await Promise.all(Array.from({ length: 50 }, () => ann.command('garden', 'message.send', { text })))
    sent += 50
  }
  await bob.when(() => bob.texts.length === sent)
  expect(rig.gateway.stats().slowConsumers).toBe(1)
  expect(sent * text.length).toBeLessThan(64_000_000)

  const back = await rig.client('idle')
  const ack = await back.command('garden', 'room.join', { resume: position })
  expect(ack).toMatchObject({ ok: true, result: { resumed: true } })
  expect(back.texts).toHaveLength(sent)
})

test('[DE9] who falls behind misses live events and gets the live state instead', async () => {
  await using rig = await openRig()
  const [ann, slow] = [await rig.member('ann'), await rig.member('slow')]
  slow.freeze()
  const text = 'x'.repeat(4_000)
  // Until the peer's kernel takes no more: then the link counts as congested, before it counts as slow.
  const inFlight = () => rig.gateway.stats().congested
  while (inFlight() === 0)
    await Promise.all(Array.from({ length: 20 }, () => ann.command('garden', 'message.send', { text })))
  await ann.command('garden', 'typing.set', { typing: true })
  await ann.when(() => ann.live.some(({ type }) => type === 'typing.changed'))
  const state = slow.frames.length
  slow.thaw()
  const repaired = await slow.next('live_state', state)
  expect(repaired.state.typing).toEqual(['user:ann'])
  expect(slow.live.some(({ type }) => type === 'typing.changed')).toBe(false)
  await until(() => inFlight() === 0)
  await ann.command('garden', 'typing.set', { typing: false })
  await slow.when(() => slow.live.some(({ type }) => type === 'typing.changed'))
})
