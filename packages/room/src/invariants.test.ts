import { jsonBytes, LIMITS, type LogEntry } from '@roomful/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextDeadline } from './deadlines.ts'
import { evolve } from './evolve.ts'
import { FACTS, plain } from './given.fixture.ts'
import { OPS, Play, playAll } from './play.fixture.ts'
import { presenceChange } from './presence.ts'
import type { Room } from './state.ts'

const checkLogged = ({ logged }: Room, { shell }: Play): void => {
  const participants = [...logged.participants.values()]
  const active = new Set(participants.filter((each) => each.active).map(({ id }) => id))
  expect(plain(logged.participants)).toEqual(plain(shell.stored.participants))
  expect(logged.activeCount).toBe(active.size)
  expect(logged.dataBytes).toBe(participants.reduce((sum, { data }) => sum + jsonBytes(data), 0))
}

const checkLive = ({ logged, live }: Room, { shell, members }: Play): void => {
  const participants = [...logged.participants.values()]
  const active = new Set(participants.filter((each) => each.active).map(({ id }) => id))
  expect(logged.seq).toBe(shell.log.length)
  expect(new Map([...live.connections].map(([id, { participant }]) => [id, participant]))).toEqual(members)
  for (const [id, own] of live.byParticipant) {
    expect([...own].every((connection) => live.connections.get(connection)?.participant === id)).toBe(true)
    expect(own.size).toBeGreaterThan(0)
    expect(active).toContain(id)
  }
  for (const id of active) expect(live.byParticipant.has(id) || live.grace.has(id)).toBe(true)
  for (const id of live.grace.keys()) expect(live.byParticipant.has(id)).toBe(false)
  for (const id of [...live.typing.keys(), ...live.idle, ...live.grace.keys()]) expect(active).toContain(id)

  expect(live.legs.size).toBeLessThanOrEqual(LIMITS.MESH_PUBLISHERS)
  for (const id of live.legs.keys()) expect(live.connections.has(id) || live.strays.has(id)).toBe(true)
  for (const id of live.strays) expect(live.legs.has(id)).toBe(true)
  for (const [from, targets] of live.candidates) {
    for (const id of [from, ...targets.keys()]) expect(live.legs.has(id)).toBe(true)
  }
  for (const id of active) {
    const own = [...live.connections.values()].filter(({ participant }) => participant === id)
    const fits = presenceChange({ logged, live, pending: null }, id, own).length === 0
    expect(live.unsettled.has(id)).toBe(!fits)
  }
}

/** What must hold of any log, read from its beginning. */
const checkLog = (log: readonly LogEntry[]): void => {
  const active = new Set<string>()
  let capacity = FACTS.capacity
  log.forEach((entry, index) => {
    expect(entry.seq).toBe(index + 1)
    expect(entry.type === 'room.created').toBe(index === 0)
    if (entry.type === 'room.updated') capacity = entry.payload.capacity ?? capacity
    if (entry.type === 'participant.joined') {
      expect(active).not.toContain(entry.payload.id)
      active.add(entry.payload.id)
      expect(active.size).toBeLessThanOrEqual(capacity)
    }
    if (entry.type === 'participant.left') expect(active.delete(entry.payload.id)).toBe(true)
  })
}

test('[RM2] [RM4] [ME2] [ME3] [ME4] [ME10] any interleaving keeps the room whole', () => {
  fc.assert(
    fc.property(OPS, (ops) => {
      const play = new Play()
      for (const op of ops) {
        const { seq } = play.shell.room.logged
        play.play(op)
        const { room } = play.shell
        if (room.logged.seq !== seq) checkLogged(room, play)
        checkLive(room, play)
      }
      checkLog(play.shell.log)
    }),
    { numRuns: 100 },
  )
}, 120_000)

test('[RM5] recovered at any number, the room goes on alike', () => {
  fc.assert(
    fc.property(OPS, fc.nat(), (ops, cut) => {
      const { shell } = playAll(ops)
      const from = cut % (shell.log.length + 1)
      const recovered = shell.recoverAt(from)
      for (const entry of shell.log.slice(from))
        if (entry.type !== 'hidden') evolve(recovered, entry, entry.at)
      const { messages: _, ...logged } = recovered.logged
      const { messages: __, ...expected } = shell.room.logged
      expect(plain(logged)).toEqual(plain(expected))
    }),
    { numRuns: 150 },
  )
}, 120_000)

test('[DL1] [DL3] [DL4] left alone, a room comes to rest with nobody half there', () => {
  fc.assert(
    fc.property(OPS, (ops) => {
      const play = playAll(ops)
      for (let round = 0; round < 6; round += 1) {
        play.play({ op: 'pass', ms: 4_000 })
        play.play({ op: 'commit' })
        play.play({ op: 'flush' })
      }
      const { shell, members } = play
      const { logged, live } = shell.room
      expect(nextDeadline(shell.room)).toBeUndefined()
      expect(logged.activeCount).toBe(new Set(members.values()).size)
      expect([live.typing.size, live.grace.size, live.unsettled.size, live.strays.size]).toEqual([0, 0, 0, 0])
    }),
    { numRuns: 150 },
  )
}, 120_000)
