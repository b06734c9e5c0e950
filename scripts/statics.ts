import { join } from 'node:path'
import type { Outcome } from './outcome.ts'
import { BIN, ROOT, run, secondsSince } from './steps.mjs'

const STATICS: { name: string; command: [program: string, ...args: string[]] }[] = [
  { name: 'types', command: [join(BIN, 'tsc'), '-b'] },
  { name: 'format and lint', command: [join(BIN, 'biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'import rule', command: [process.execPath, join(ROOT, 'scripts/check-imports.ts')] },
]

/** Everything that is checked without running our code; each check counts as one test. */
export async function runStatics(signal: AbortSignal): Promise<Outcome> {
  const startedMs = performance.now()
  let failed = 0
  for (const { name, command } of STATICS) {
    const stepMs = performance.now()
    const [program, ...args] = command
    const { code, output } = await run(program, args, { signal })
    if (code !== 0) failed += 1
    console.log(`${code === 0 ? '✓' : '✗'} ${name}  ${secondsSince(stepMs)}`)
    if (code !== 0) process.stdout.write(output)
  }
  const durationMs = performance.now() - startedMs
  return { name: 'check', passed: STATICS.length - failed, failed, skipped: 0, missing: [], durationMs }
}
