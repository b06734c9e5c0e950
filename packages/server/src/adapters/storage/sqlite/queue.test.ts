import { expect, test } from 'vitest'
import { StorageUnavailable } from '../../../ports/storage.ts'
import { createPack } from './pack.ts'
import { createPlan } from './plan.ts'
import { createQueue } from './queue.ts'
import { COMMITTED, type JobReply, type Reply, type Request } from './wire.ts'

/** A thread whose answers the test gives. */
const slowThread = () => {
  const batches: { jobs: number; answer: (reply: Reply | Error) => void }[] = []
  const call = (request: Request): Promise<Reply> =>
    new Promise((resolve, reject) => {
      if (!('cells' in request)) throw new Error('not a batch')
      // A job that does nothing takes two cells.
      const answer = (reply: Reply | Error) => (reply instanceof Error ? reject(reply) : resolve(reply))
      batches.push({ jobs: request.cells.length / 2, answer })
    })
  return { call, batches }
}
const commit = (jobs: number): Reply => ({ jobs: new Array<JobReply>(jobs).fill(COMMITTED), ms: 1 })
const pack = createPack(createPlan('', 0).projections)

test('[ST26] what comes in one turn goes at once; what comes while it is on its way is the next batch', async () => {
  const { call, batches } = slowThread()
  const queue = createQueue({ call }, pack)
  const first = [queue.nothing(), queue.nothing()]
  await Promise.resolve()
  expect(batches.map(({ jobs }) => jobs)).toEqual([2])
  const second = [queue.nothing(), queue.nothing(), queue.nothing()]
  await Promise.resolve()
  expect(batches).toHaveLength(1)
  expect(queue.figures.waiting).toBe(5)
  batches[0]?.answer(commit(2))
  await Promise.all(first)
  expect(batches.map(({ jobs }) => jobs)).toEqual([2, 3])
  batches[1]?.answer(commit(3))
  await Promise.all(second)
  expect(queue.figures).toMatchObject({ commits: 2, waiting: 0 })
})

test('[ST27] only so much waits for the disk; the rest is refused at once', async () => {
  const { call, batches } = slowThread()
  const queue = createQueue({ call }, pack)
  const jobs = Array.from({ length: 20_000 }, () => queue.nothing())
  await expect(queue.nothing()).rejects.toThrow(StorageUnavailable)
  await Promise.resolve()
  for (let batch = 0, settled = 0; settled < jobs.length; batch += 1) {
    const size = batches[batch]?.jobs ?? 0
    batches[batch]?.answer(commit(size))
    await Promise.all(jobs.slice(settled, settled + size))
    settled += size
  }
  await queue.close()
})

test('[ST27] what waits is bounded in size as well', async () => {
  const queue = createQueue(slowThread(), pack)
  const text = 'x'.repeat(1_000_000)
  const refused: unknown[] = []
  const waiting = Array.from({ length: 100 }, () =>
    queue.statement('select ?', [text]).catch((error: unknown) => refused.push(error)),
  )
  // The last one is refused; the first ones never get an answer here.
  await waiting.at(-1)
  expect(refused).toHaveLength(32)
  expect(refused.every((error) => error instanceof StorageUnavailable)).toBe(true)
})

test('[ST29] when the thread fails, its batch is refused and the next one goes on', async () => {
  const { call, batches } = slowThread()
  const queue = createQueue({ call }, pack)
  const first = queue.nothing()
  await Promise.resolve()
  const second = queue.nothing()
  batches[0]?.answer(new StorageUnavailable('the storage thread is down'))
  await expect(first).rejects.toThrow(StorageUnavailable)
  batches[1]?.answer({ error: 'SQLITE_FULL', away: true })
  await expect(second).rejects.toThrow('SQLITE_FULL')
  const third = queue.nothing()
  await Promise.resolve()
  batches[2]?.answer(commit(1))
  await third
})
