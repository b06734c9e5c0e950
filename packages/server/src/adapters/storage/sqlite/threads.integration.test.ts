import { expect, test } from 'vitest'
import { StorageUnavailable } from '../../../ports/storage.ts'
import { manualClock } from '../../clock/manual.ts'
import { sqlitePlace } from './place.fixture.ts'
import { createPlan } from './plan.ts'
import { RESTART_MS, startThread } from './thread.ts'
import { JOB } from './wire.ts'

/** Keeps the thread busy for some tenths of a second. */
const BUSY =
  'with recursive n (x) as (select 1 union all select x + 1 from n where x < 1000000) select max(x) from n'
const NOTHING = { cells: [JOB.nothing, 2] }

test('[ST29] a dead thread refuses at once and is started again after a wait that grows', async () => {
  const place = await sqlitePlace()
  const clock = manualClock()
  const thread = await startThread({ ...createPlan(place.path, 0), role: 'write' }, clock.after)
  const caught = Promise.allSettled([thread.call({ sql: BUSY, parameters: [] }), thread.call(NOTHING)])
  await thread.kill()
  for (const call of await caught) expect(call).toMatchObject({ reason: expect.any(StorageUnavailable) })
  await expect(thread.call(NOTHING)).rejects.toThrow(StorageUnavailable)

  expect(clock.waiting).toBe(1)
  clock.advance(RESTART_MS)
  await thread.ready()
  expect(await thread.call(NOTHING)).toMatchObject({ jobs: [0] })
  await thread.close()
  await place.remove()
})

test('[ST29] a thread that is closed is not started again', async () => {
  const place = await sqlitePlace()
  const clock = manualClock()
  const plan = { ...createPlan(place.path, 0), role: 'write' } as const
  const down = await startThread(plan, clock.after)
  await down.kill()
  await down.close()
  const starting = await startThread(plan, clock.after)
  await starting.kill()
  clock.advance(RESTART_MS)
  await starting.close()
  expect(clock.waiting).toBe(0)
  await expect(starting.call(NOTHING)).rejects.toThrow(StorageUnavailable)
  await place.remove()
})
