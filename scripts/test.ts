// `npm test`, or `npm test -- --only=unit,browser`.
import { isClean, type Outcome, toTable, toTotals } from './outcome.ts'
import { fail, Refusal } from './steps.mjs'
import { SUITES, type Suite } from './suites.ts'
import { build } from './targets.ts'

const ONLY = '--only='

function chooseSuites(): Suite[] {
  const options = process.argv.slice(3)
  const only = options.find((option) => option.startsWith(ONLY))
  if (options.some((option) => option !== only)) throw new Refusal(`the one option is ${ONLY}<suite>,<suite>`)
  const names = SUITES.map(({ name }) => name)
  const wanted = only?.slice(ONLY.length).split(',') ?? names
  const unknown = wanted.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new Refusal(`there is no suite ${unknown}; there are ${names.join(', ')}`)
  return SUITES.filter(({ name }) => wanted.includes(name))
}

/** @returns the failure, for the table */
async function tryBuild(): Promise<Outcome[]> {
  const startedMs = performance.now()
  try {
    await build()
    return []
  } catch (error) {
    console.error(`✗ ${error instanceof Error ? error.message : error}`)
    const durationMs = performance.now() - startedMs
    return [{ name: 'build', passed: 0, failed: 1, skipped: 0, missing: [], durationMs }]
  }
}

function unbuilt(name: string): Outcome {
  const missing = [{ what: `suite ${name}`, why: 'the build failed', help: 'npm run build' }]
  return { name, passed: 0, failed: 0, skipped: 0, missing, durationMs: 0 }
}

const abort = new AbortController()
for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.on(signal, () => {
    abort.abort()
    process.exit(exitCode)
  })
}

try {
  const outcomes: Outcome[] = []
  const suites = chooseSuites()
  const failures = suites.some(({ needsBuild }) => needsBuild) ? await tryBuild() : []
  for (const { name, needsBuild, run } of suites) {
    console.log(`\n── ${name} ──`)
    const outcome = needsBuild && failures.length > 0 ? unbuilt(name) : await run(abort.signal)
    outcomes.push(outcome)
    console.log(`\n${toTable([outcome])}`)
  }
  outcomes.unshift(...failures)
  console.log(`\n── all ──\n${toTable(outcomes)}\n\n${toTotals(outcomes)}`)
  process.exitCode = outcomes.every(isClean) ? 0 : 1
} catch (error) {
  fail(error)
}
