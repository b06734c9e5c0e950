import { globSync } from 'node:fs'
import type { Outcome } from './outcome.ts'
import { CHROMIUM, COTURN, ensurePrograms, FIREFOX, FONTS, helpFor, type Program } from './programs.ts'
import { runStatics } from './statics.ts'
import { ROOT } from './steps.mjs'
import { runVitest } from './vitest.ts'

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

/** Test files that need a program, found by their names. */
const BROWSER_NEEDS: { files: string; program: Program }[] = [
  { files: 'tests/browser/**/*.test.ts', program: CHROMIUM },
  { files: 'tests/browser/**/*.test.ts', program: FONTS },
  { files: 'tests/browser/**/*.firefox.test.ts', program: FIREFOX },
  { files: 'tests/browser/**/*.relay.test.ts', program: COTURN },
]

async function runBrowser(signal: AbortSignal): Promise<Outcome> {
  const absent = await ensurePrograms(BROWSER_NEEDS.map(({ program }) => program).filter(isFirst))
  const lacking = BROWSER_NEEDS.filter(({ program }) => absent.includes(program))
  const missing = lacking.flatMap(({ files, program }) =>
    globSync(files, { cwd: ROOT }).map((what) => ({
      what,
      why: `${program.name} is missing`,
      help: helpFor([program]),
    })),
  )
  const exclude = lacking.map(({ files }) => files)
  const left = globSync('tests/browser/**/*.test.ts', { cwd: ROOT, exclude })
  if (lacking.length > 0 && left.length === 0) {
    return { name: 'browser', passed: 0, failed: 0, skipped: 0, missing, durationMs: 0 }
  }
  const outcome = await runVitest({ name: 'browser', projects: ['browser'], exclude, live: true, signal })
  return { ...outcome, missing }
}

const isFirst = <T>(item: T, index: number, all: T[]) => all.indexOf(item) === index

/** In the order in which `npm test` runs them. */
export const SUITES: Suite[] = [
  { name: 'check', needsBuild: false, run: runStatics },
  tests('unit', ['unit', 'unit-dom'], false),
  tests('integration', ['integration'], true),
  tests('faults', ['faults'], true),
  { name: 'browser', needsBuild: true, run: runBrowser },
]
