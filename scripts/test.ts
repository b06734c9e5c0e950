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

const isBuilt = () =>
  build().then(
    () => true,
    (error: Error) => {
      console.error(`✗ ${error.message}`)
      return false
    },
  )

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
  let built: boolean | undefined
  for (const suite of chooseSuites()) {
    console.log(`\n── ${suite.name} ──`)
    if (suite.needsBuild) built ??= await isBuilt()
    const outcome = suite.needsBuild && !built ? unbuilt(suite.name) : await suite.run(abort.signal)
    outcomes.push(outcome)
    console.log(`\n${toTable([outcome])}`)
  }
  console.log(`\n── all ──\n${toTable(outcomes)}\n\n${toTotals(outcomes)}`)
  process.exitCode = outcomes.every(isClean) ? 0 : 1
} catch (error) {
  fail(error)
}
