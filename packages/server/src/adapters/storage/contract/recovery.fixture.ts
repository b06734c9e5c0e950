import { type CommandBody, type CommandName, LIMITS } from '@roomful/protocol'
import { type AnyRequest, decide, evolve, isLoggedFact, type Room, recover } from '@roomful/room'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Storage } from '../../../ports/storage.ts'
import type { WithStorage } from './place.fixture.ts'
import { factsOf, TestRoom, timeOf } from './room.fixture.ts'

interface Step {
  readonly by: string
  readonly type: CommandName
  readonly body: unknown
}
const step = <N extends CommandName>(type: N, body: fc.Arbitrary<CommandBody<N>>): fc.Arbitrary<Step> =>
  fc.record({ by: person, type: fc.constant(type), body })

const person = fc.constantFrom('ann', 'bob', 'cleo', 'dan')
const name = fc.constantFrom('A', 'B', 'C')
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: step('room.join', fc.record({ name })) },
    step('room.leave', fc.constant({})),
    step('participant.rename', fc.record({ name })),
    step('hand.set', fc.record({ raised: fc.boolean() })),
    step('data.update', fc.record({ patch: fc.dictionary(name, fc.jsonValue({ maxDepth: 3 })) })),
    step(
      'role.set',
      fc.record({ participant: person, role: fc.constantFrom('host', 'moderator', 'member') }),
    ),
    step('room.update', fc.record({ title: name, capacity: fc.integer({ min: 2, max: 5 }) })),
    step('message.send', fc.record({ text: name })),
  ),
  { minLength: 1, maxLength: 60 },
)

const plain = ({ logged }: Room) => ({
  facts: logged.facts,
  seq: logged.seq,
  activeCount: logged.activeCount,
  dataBytes: logged.dataBytes,
  participants: Object.fromEntries(logged.participants.entries()),
})

/** Runs the steps on a room in memory and stores its logged facts as they come. */
const play = async (storage: Storage, slug: string, script: readonly Step[]): Promise<Room> => {
  const facts = factsOf(slug, { capacity: LIMITS.ROOM_CAPACITY })
  await storage.createRoom(facts, 'ann')
  const stored = new TestRoom(storage, facts)
  const room = recover({ facts, seq: 0, participants: [], by: 'ann' })
  const appends: Promise<void>[] = []
  for (const [index, { by, type, body }] of script.entries()) {
    const principal = { id: by, kind: 'guest', name: by, admin: false } as const
    const id = crypto.randomUUID()
    const request = { type, by, body, connection: `${by}/1`, node: 'n', principal, id } as AnyRequest
    const decision = decide(room, request, timeOf(index))
    if ('fault' in decision) continue
    for (const fact of decision.facts) evolve(room, fact, timeOf(index))
    const logged = decision.facts.filter(isLoggedFact)
    if (logged.length === 0) continue
    appends.push(stored.log(...logged))
    stored.seq += logged.length
  }
  await Promise.all(appends)
  return room
}

export const recoveryRules = (withStorage: WithStorage): void => {
  test(
    '[ST10] a room loaded is the room that ran, whatever happened in it',
    withStorage(async (storage) => {
      let rooms = 0
      await fc.assert(
        fc.asyncProperty(steps, async (script) => {
          rooms += 1
          const ran = await play(storage, `room ${rooms}`, script)
          const stored = await storage.loadRoom(`room ${rooms}`)
          expect(stored && plain(recover(stored))).toEqual(plain(ran))
          const summary = await storage.roomSummary(`room ${rooms}`)
          expect(summary?.active_count).toBe(ran.logged.activeCount)
          expect(summary?.live_since === null).toBe(ran.logged.activeCount === 0)
        }),
        { numRuns: 40 },
      )
    }),
  )
}
