import { expect, test } from 'vitest'
import { Random } from '../fuzz/random.ts'
import { ServerProcess } from '../support/server-process.ts'
import { databaseLog, strikeAfter, Writers } from './crowd.ts'
import { checkHistory } from './history/check.ts'
import { HistoryRecorder } from './history/record.ts'

const SEED = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31))
const KILLS = 20
const MEMBERS = 8
const ROOM = 'kill'

test(`[HC8] ${KILLS} × kill -9 in the middle of chat (FAULT_SEED=${SEED}): nothing lost, nothing twice, one order`, async () => {
  const random = new Random(SEED)
  const history = new HistoryRecorder()
  await using server = await ServerProcess.start()
  const writers = new Writers(history)
  const tokens = await Promise.all(Array.from({ length: MEMBERS }, (_, at) => server.guest(`member ${at}`)))
  for (const [at, { token }] of tokens.entries()) await writers.add(`m${at}`, server.url, token, ROOM)

  for (let kill = 0; kill < KILLS; kill += 1) {
    await writers.write(strikeAfter(random))
    await server.stop('SIGKILL')
    await server.start()
  }
  await writers.settled()
  const token = tokens[0]?.token ?? ''
  await writers.finish(await databaseLog(server.url, token, ROOM, writers.epoch))
  await writers.close()

  const verdict = checkHistory(history.lines)
  expect(verdict.findings).toEqual([])
  expect(verdict.acked).toBe(verdict.attempts)
  expect(verdict.stored).toBe(verdict.acked)
  expect(verdict.members).toBe(MEMBERS)
})
