import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWorld, type World } from './testing/world.fixture.ts'
import type { RoomClient } from './types.ts'

/** What may happen, in any order. Numbers choose among what there is. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('send' as const), who: fc.nat(1) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('others' as const), count: fc.integer({ min: 1, max: 80 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), which: fc.nat(30) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('read' as const), who: fc.nat(1), count: fc.nat(4) }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), who: fc.nat(1), count: fc.nat(6) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('drop' as const), who: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const), who: fc.nat(1), which: fc.nat(8) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('double' as const), who: fc.nat(1), which: fc.nat(8) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('swap' as const), who: fc.nat(1), which: fc.nat(8) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refuse' as const),
      type: fc.constantFrom('message.send', 'room.join'),
      code: fc.constantFrom('busy' as const, 'rate_limited' as const, 'unavailable' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('trim' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('older' as const), who: fc.nat(1) }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 4_000 }) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const NAMES = ['ann', 'bob']

interface Play {
  readonly world: World
  readonly rooms: readonly RoomClient[]
  readonly sent: Promise<unknown>[]
}

/** The newest socket of a person. */
const socketOf = ({ world }: Play, who: number) =>
  world.server.sockets.findLast(
    ({ sent: [hello], readyState }) => readyState < 2 && hello?.t === 'hello' && hello.token === NAMES[who],
  )

async function turn(): Promise<void> {
  for (let count = 0; count < 12; count += 1) await Promise.resolve()
}

async function play(game: Play, what: Step, index: number): Promise<void> {
  const { world, rooms, sent } = game
  const atrium = world.server.room()
  const socket = 'who' in what ? socketOf(game, what.who) : undefined
  switch (what.do) {
    case 'send':
      sent.push(rooms[what.who]?.messages.send(`own ${what.who} ${index}`) ?? Promise.resolve())
      break
    case 'others':
      for (let count = 0; count < what.count; count += 1)
        world.server.tell(atrium, atrium.say('cleo', `cleo ${index} ${count}`, 1))
      break
    case 'edit': {
      const id = atrium.messages.at(-1 - what.which)?.id
      if (id) {
        const payload = { id, text: `edited ${index}`, at: index }
        world.server.tell(atrium, atrium.append({ type: 'message.edited', payload }, 1))
      }
      break
    }
    case 'read':
      world.server.accept()
      if (socket) for (let count = 0; count < what.count; count += 1) world.server.read(socket)
      break
    case 'deliver':
      if (socket) for (let count = 0; count < what.count; count += 1) socket.deliverToClient()
      break
    case 'drop':
      socket?.drop()
      break
    case 'lose':
      // Never a welcome: without one the line is given up, which `drop` shows.
      if (socket?.toClient[what.which]?.includes('"welcome"') === false) socket.toClient.splice(what.which, 1)
      break
    case 'double': {
      const frame = socket?.toClient[what.which]
      if (frame?.includes('"events"') || frame?.includes('"ack"')) socket?.toClient.push(frame)
      break
    }
    case 'swap': {
      const [first, second] = socket?.toClient.slice(what.which, what.which + 2) ?? []
      if (first?.includes('"events"') && second) socket?.toClient.splice(what.which, 2, second, first)
      break
    }
    case 'refuse':
      world.server.refuse(what.type, { code: what.code, retry_after_ms: 500 })
      break
    case 'older':
      rooms[what.who]?.messages.loadOlder().catch(() => {})
      break
    case 'trim':
      atrium.floor = atrium.log.length
      break
    case 'wait':
      world.clock.advance(what.ms)
      break
  }
  await turn()
}

/** What is wrong with the list of one person at this moment: nobody ever reads an own message twice, nor out of order. */
function troubleIn(room: RoomClient): string | null {
  const { items } = room.messages.get()
  const own = items.map(({ text }) => text).filter((text) => text.startsWith('own'))
  if (new Set(own).size < own.length) return `twice: ${own}`
  const seqs = items.flatMap(({ seq }) => (seq === null ? [] : [seq]))
  return seqs.some((seq, index) => seq <= (seqs[index - 1] ?? 0)) ? `order: ${seqs}` : null
}

test('[CL24] whatever is lost, doubled, late or refused: in the end everybody holds the log and nothing is pending', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 120, size: 'max' }), async (steps) => {
      const world = createWorld()
      const rooms = NAMES.map((name) => world.client(name).room('atrium'))
      const game: Play = { world, rooms, sent: [] }
      const troubles: (string | null)[] = []
      for (const room of rooms) {
        room.messages.subscribe(() => troubles.push(troubleIn(room)))
        void room.join()
      }
      await turn()
      for (const [index, what] of steps.entries()) await play(game, what, index)

      world.server.refusals.clear()
      await world.advance(90_000)
      expect(troubles.filter((trouble) => trouble !== null)).toEqual([])
      const answers = await Promise.all(game.sent)
      expect(new Set(answers.map((answer) => (answer as { id: string }).id)).size).toBe(game.sent.length)

      const { messages, position, people } = world.server.room()
      for (const room of rooms) {
        const { items } = room.messages.get()
        expect(room.get()).toMatchObject({ status: 'joined', position })
        expect(items.every(({ status }) => status === 'sent')).toBe(true)
        expect(items.map(({ id, seq, text, edited_at }) => ({ id, seq, text, edited_at }))).toEqual(
          messages.slice(-items.length).map(({ id, seq, text, edited_at }) => ({ id, seq, text, edited_at })),
        )
        expect(items.length).toBeGreaterThanOrEqual(Math.min(50, messages.length))
        const roster = room.participants.get().map(({ state: _, isSelf: __, ...person }) => person)
        expect(new Set(roster)).toEqual(new Set(people.values()))
      }
      const own = messages.map(({ text }) => text).filter((text) => text.startsWith('own'))
      // Edits hide some texts; what is left appears once.
      expect(new Set(own).size).toBe(own.length)
    }),
    { numRuns: 150 },
  )
}, 60_000)
