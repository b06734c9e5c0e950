import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sqlitePlace } from './place.fixture.ts'

const KILLS = Number(process.env.ROOMFUL_KILLS ?? 8)
const APPENDER = fileURLToPath(new URL('./appender.fixture.ts', import.meta.url))

/** Lets a child append until it has acknowledged so many messages, kills it and gives all that it acknowledged. */
const appendUntilKilled = async (path: string, first: number, kill: number): Promise<string[]> => {
  const child = spawn(process.execPath, ['--conditions=roomful-source', APPENDER, path, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const acked: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acked.push(line)
    if (acked.length === kill) child.kill('SIGKILL')
  }
  expect(await exited).toEqual([null, 'SIGKILL'])
  return acked
}

test(`[ST30] nothing that was acknowledged is lost in ${KILLS} kills`, {
  timeout: 30_000 + KILLS * 5_000,
}, async () => {
  const seed = Date.now()
  console.info(`seed ${seed}`)
  const moments = fc.sample(fc.integer({ min: 1, max: 500 }), { numRuns: KILLS, seed })
  const place = await sqlitePlace()
  const acked: string[] = []
  for (const [round, kill] of moments.entries())
    acked.push(...(await appendUntilKilled(place.path, round * 1_000_000, kill)))

  const storage = await place.open()
  const stored = new Set<string>()
  for (const slug of new Set(acked.map((line) => line.slice(0, 6)))) {
    const room = await storage.loadRoom(slug)
    const { events } = await storage.readLog(room?.facts.id ?? '', 0, 1_000_000)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    expect(room?.seq).toBe(events.length)
    for (const { seq, event } of events)
      if (event.type === 'message.created') stored.add(`${slug} ${seq} ${event.payload.id}`)
    const [last] = events.slice(-1)
    const { items } = await storage.messagesPage(room?.facts.id ?? '', undefined, 1)
    expect(items[0]?.seq).toBe(last?.seq)
  }
  expect(acked.length).toBeGreaterThan(KILLS)
  expect(acked.filter((line) => !stored.has(line))).toEqual([])
  await storage.close()
  await place.remove()
})
