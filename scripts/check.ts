import { isClean } from './outcome.ts'
import { runVitest } from './run-vitest.ts'
import { runStatics } from './statics.ts'

const startedMs = performance.now()
const { signal } = new AbortController()
const [statics, unit] = await Promise.all([
  runStatics(signal),
  runVitest({ name: 'unit', projects: ['unit', 'unit-dom'], live: false, signal }),
])
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
console.log(
  `${isClean(unit) ? '✓' : '✗'} unit tests  ${seconds(unit.durationMs)}  ${unit.passed} passed, ${unit.failed} failed`,
)
const clean = isClean(statics) && isClean(unit)
console.log(`${clean ? '✓' : '✗'} check  ${seconds(performance.now() - startedMs)}`)
process.exit(clean ? 0 : 1)
