import { expect, test } from 'vitest'
import { manualClock } from '../adapters/clock/manual.ts'
import { type Awaiting, createDeadlines } from './deadlines.ts'

/** Something with one deadline that notes when it was told. */
const room = (at: number | undefined, then?: number) => {
  const told: number[] = []
  let deadline = at
  const who: Awaiting = {
    nextDeadline: () => deadline,
    due: (now) => {
      told.push(now)
      deadline = then
    },
  }
  return {
    who,
    told,
    set: (next: number | undefined) => {
      deadline = next
    },
  }
}

test('[DE14] one timer sleeps until the earliest deadline of all rooms', () => {
  const clock = manualClock(0)
  const deadlines = createDeadlines(clock)
  const rooms = [room(300), room(100), room(200), room(undefined)]
  for (const { who } of rooms) deadlines.touch(who)
  expect(clock.waiting).toBe(1)
  clock.advance(150)
  expect(rooms.map(({ told }) => told)).toEqual([[], [100], [], []])
  clock.advance(150)
  expect(rooms.map(({ told }) => told)).toEqual([[300], [100], [200], []])
  expect(clock.waiting).toBe(0)
})

test('[DE14] a deadline that moves or goes is not told', () => {
  const clock = manualClock(0)
  const deadlines = createDeadlines(clock)
  const [later, gone, forgotten] = [room(100), room(100), room(100)]
  for (const { who } of [later, gone, forgotten]) deadlines.touch(who)
  later.set(250)
  deadlines.touch(later.who)
  gone.set(undefined)
  deadlines.touch(gone.who)
  deadlines.forget(forgotten.who)
  clock.advance(200)
  expect([later, gone, forgotten].map(({ told }) => told)).toEqual([[], [], []])
  clock.advance(50)
  expect(later.told).toEqual([250])
})

test('[DE14] a wall clock that is set forward ends nothing early, set back it holds nothing up', () => {
  const clock = manualClock(1_000_000)
  const deadlines = createDeadlines(clock)
  const [one, two] = [room(1_003_000), room(1_003_000)]
  deadlines.touch(one.who)
  clock.jump(3_600_000)
  deadlines.touch(one.who)
  clock.advance(2_900)
  expect(one.told).toEqual([])
  clock.advance(100)
  expect(one.told).toHaveLength(1)

  clock.jump(-3_600_000)
  two.set(clock.now() + 3_000)
  deadlines.touch(two.who)
  clock.jump(-3_600_000)
  clock.advance(3_000)
  expect(two.told).toHaveLength(1)
})

test('[DE14] a deadline that stays in the past is told again, but not without pause', () => {
  const clock = manualClock(0)
  const deadlines = createDeadlines(clock)
  const stuck = room(0, 0)
  deadlines.touch(stuck.who)
  clock.advance(1_000)
  expect(stuck.told.length).toBeGreaterThan(5)
  expect(stuck.told.length).toBeLessThan(30)
  deadlines.stop()
  expect(clock.waiting).toBe(0)
})
