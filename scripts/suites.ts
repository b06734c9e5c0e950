import { globSync } from 'node:fs'
import type { Outcome } from './outcome.ts'
import {
  CHROMIUM,
  COTURN,
  ensurePrograms,
  FIREFOX,
  FONTS,
  helpFor,
  namesOf,
  type Program,
} from './programs.ts'
import { runVitest } from './run-vitest.ts'
import { runStatics } from './statics.ts'
import { ROOT } from './steps.mjs'

export interface Suite {
  name: string
  needsBuild: boolean
  run: (signal: AbortSignal) => Promise<Outcome>
}

const tests = (name: string, projects: string[], needsBuild: boolean): Suite => ({
  name,
  needsBuild,
  run: (signal) => runVitest({ name, projects, live: true, signal }),
})

/** What a test in a browser needs, by its name. */
const BROWSER_NEEDS: { name: RegExp; programs: Program[] }[] = [
  { name: /./, programs: [CHROMIUM, FONTS] },
  { name: /\.firefox\.test\.ts$/, programs: [FIREFOX] },
  { name: /\.relay\.test\.ts$/, programs: [COTURN] },
]

const needsOf = (file: string) =>
  BROWSER_NEEDS.flatMap(({ name, programs }) => (name.test(file) ? programs : []))

async function runBrowser(signal: AbortSignal): Promise<Outcome> {
  const all = globSync('tests/browser/**/*.test.ts', { cwd: ROOT })
  const absent = await ensurePrograms([...new Set(all.flatMap(needsOf))])
  const lacking = (file: string) => needsOf(file).filter((program) => absent.includes(program))
  const files = all.filter((file) => lacking(file).length === 0)
  const missing = all
    .filter((file) => !files.includes(file))
    .map((what) => ({ what, why: `without ${namesOf(lacking(what))}`, help: helpFor(lacking(what)) }))
  if (files.length === 0 && missing.length > 0) {
    return { name: 'browser', passed: 0, failed: 0, skipped: 0, missing, durationMs: 0 }
  }
  const outcome = await runVitest({ name: 'browser', projects: ['browser'], files, live: true, signal })
  return { ...outcome, missing }
}

/** In the order in which `npm test` runs them. */
export const SUITES: Suite[] = [
  { name: 'check', needsBuild: false, run: runStatics },
  tests('unit', ['unit', 'unit-dom'], false),
  tests('integration', ['integration'], true),
  tests('faults', ['faults'], true),
  { name: 'browser', needsBuild: true, run: runBrowser },
]
