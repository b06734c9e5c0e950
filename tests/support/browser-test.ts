import { mkdirSync } from 'node:fs'
import { test as base, expect } from 'vitest'
import { People } from './browsers.ts'
import { ServerProcess } from './server-process.ts'

const FAILED = new URL('../../test-results/failed/', import.meta.url).pathname

/** A test in real browsers: one server and one Chromium a file, new people for each test. A test in whose pages anything
 *  threw has failed; of one that failed there are pictures. */
export const test = base
  .extend('env', { scope: 'file' }, {} as Readonly<Record<string, string>>)
  .extend('flags', { scope: 'file' }, [] as readonly string[])
  .extend('server', { scope: 'file' }, async ({ env }, { onCleanup }) => {
    const server = await ServerProcess.start(env)
    onCleanup(() => server[Symbol.asyncDispose]())
    return server
  })
  .extend('chromium', { scope: 'file' }, async ({ flags }, { onCleanup }) => {
    const people = await People.launch(flags)
    onCleanup(() => people[Symbol.asyncDispose]())
    return people
  })
  .extend('people', async ({ chromium, task }, { onCleanup }) => {
    onCleanup(async () => {
      if (task.result?.state === 'fail') {
        mkdirSync(FAILED, { recursive: true })
        await chromium.photograph(`${FAILED}${task.name.replaceAll(/[^\w-]+/g, ' ').slice(0, 80)}`)
      }
      await chromium.leave()
      expect(chromium.errors.splice(0)).toEqual([])
    })
    return chromium
  })

/** Longer than anything the app may take; what has a bound of its own is held to that. */
export const PATIENCE_MS = 15_000

/** Asks again until it fits. */
export const eventually = <T>(read: () => T, timeoutMs = PATIENCE_MS) =>
  expect.poll(read, { timeout: timeoutMs, interval: 50 })
