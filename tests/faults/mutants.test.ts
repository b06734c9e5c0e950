import { startServer } from '@roomful/server'
import { describe, expect, test } from 'vitest'
import { Random } from '../fuzz/random.ts'
import { tcpProxy } from '../support/tcp-proxy.ts'
import { databaseLog, Writers } from './crowd.ts'
import { type Breach, checkHistory, type Verdict } from './history/check.ts'
import { HistoryRecorder } from './history/record.ts'
import { MUTANTS, type Mutant } from './mutants.ts'

const SEED = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31))
const ROOM = 'mutants'
const MEMBERS = 5
const ACKS = 300
/** Share of the server's packets with an ack in them that are lost together with their connection. */
const ACK_LOSS = 0.02

async function guest(url: string, name: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  const { token }: { token: string } = await answer.json()
  return token
}

/** One run: five writers, lost acks, cut lines, and at the end one of them leaves for good. */
async function run(mutant: Mutant): Promise<Verdict> {
  const random = new Random(SEED)
  const history = new HistoryRecorder()
  const server = await startServer({ RATE_LIMITS: 'off' }, mutant)
  await using proxy = await tcpProxy(
    server.url,
    (data) => data.includes('"duplicate"') && random.chance(ACK_LOSS),
  )
  const writers = new Writers(history)
  const watcher = await guest(server.url, 'watcher')
  await writers.add('watcher', server.url, watcher, ROOM)
  for (let at = 0; at < MEMBERS; at += 1)
    await writers.add(`m${at}`, proxy.url, await guest(server.url, `m${at}`), ROOM)
  await writers.write(ACKS)
  await writers.settled()
  await writers.leave('m0')
  await writers.finish(await databaseLog(server.url, watcher, ROOM, writers.epoch))
  await writers.close()
  await server.close()
  return checkHistory(history.lines)
}

type Name = keyof typeof MUTANTS
/** Each is caught for what it is, not for something else that went wrong. */
const BREACHES: Record<Name, Breach> = {
  'ack before commit': 'lost',
  drop: 'lost',
  duplicate: 'duplicate',
  swap: 'disagreement',
  ghost: 'ghost',
  'no dedupe': 'duplicate',
}

describe(`[HC9] the checker proves itself (FAULT_SEED=${SEED})`, () => {
  test('the server as it is passes the schedule', async () => {
    const verdict = await run({})
    expect(verdict.findings).toEqual([])
    expect(verdict.acked).toBe(verdict.attempts)
  })
  test.each(Object.keys(BREACHES) as Name[])('%s is caught', async (name) => {
    const verdict = await run(MUTANTS[name]())
    expect(new Set(verdict.findings.map(({ breach }) => breach))).toContain(BREACHES[name])
  })
})
