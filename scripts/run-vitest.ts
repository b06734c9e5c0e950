import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from './outcome.ts'
import { BIN, ROOT, run } from './steps.mjs'

/** No suite takes longer; one that does hangs. */
const SUITE_LIMIT_MS = 30 * 60_000
const REPORTS = join(ROOT, 'test-results')

/** The part of Vitest's JSON report that is read here. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

export interface VitestRun {
  name: string
  projects: string[]
  /** Only these test files. */
  files?: string[]
  /** Print as it goes, or only what failed. */
  live: boolean
  signal: AbortSignal
}

function readReport(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Files that failed before their first test, and failures outside tests, count as one each. */
function countFailures(report: Report | undefined, code: number): number {
  if (!report) return 1
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const failed = report.numFailedTests + broken.length
  return failed === 0 && code !== 0 ? 1 : failed
}

export async function runVitest({ name, projects, files = [], live, signal }: VitestRun): Promise<Outcome> {
  const startedMs = performance.now()
  const path = join(REPORTS, `${name}.json`)
  mkdirSync(REPORTS, { recursive: true })
  rmSync(path, { force: true })
  const { code, output } = await run(
    join(BIN, 'vitest'),
    [
      'run',
      ...projects.map((project) => `--project=${project}`),
      ...files,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${path}`,
    ],
    {
      signal,
      timeout: SUITE_LIMIT_MS,
      killSignal: 'SIGKILL',
      ...(live ? { stdio: ['ignore', 'inherit', 'inherit'] } : {}),
    },
  )
  const report = readReport(path)
  const failed = countFailures(report, code)
  if (failed > 0) process.stdout.write(output)
  if (!report) console.log(`✗ ${name}: Vitest ended with exit code ${code} and without a report`)
  return {
    name,
    passed: report?.numPassedTests ?? 0,
    failed,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    missing: [],
    durationMs: performance.now() - startedMs,
  }
}
