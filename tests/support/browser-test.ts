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
  .extend('process', { scope: 'file' }, async ({ env }, { onCleanup }) => {
    const server = await ServerProcess.start(env)
    onCleanup(() => server[Symbol.asyncDispose]())
    return server
  })
  .extend('server', async ({ process }) => {
    if (!process.alive) await process.start()
    return process
  })
  .extend('chromium', { scope: 'file' }, async ({ flags }, { onCleanup }) => {
    const people = await People.launch(flags)
    onCleanup(() => people[Symbol.asyncDispose]())
    return people
  })
  .extend('people', async ({ chromium, task }, { onCleanup }) => {
    onCleanup(async () => {
      const errors = chromium.errors.splice(0)
      if (task.result?.state === 'fail') {
        mkdirSync(FAILED, { recursive: true })
        // A page that shows nothing but an error of the browser cannot be photographed.
        await chromium
          .photograph(`${FAILED}${task.name.replaceAll(/[^\w-]+/g, ' ').slice(0, 80)}`)
          .catch(() => {})
      }
      await chromium.leave()
      expect(errors).toEqual([])
    })
    return chromium
  })

/** Longer than anything the app may take; what has a bound of its own is held to that. */
export const PATIENCE_MS = 15_000

/** Asks again until it fits. */
export const eventually = <T>(read: () => T, timeoutMs = PATIENCE_MS) =>
  expect.poll(read, { timeout: timeoutMs, interval: 50 })
