// Entry of every npm script: `node scripts/boot.mjs <task> [arguments]`. Starts on Node 20 with nothing installed,
// installs what is missing and goes on with scripts/<task>.ts on Node 24.
import { ensureInstalled, hasNode } from './install.mjs'
import { BIN, become, fail } from './steps.mjs'

const [self, task, ...rest] = process.argv.slice(1)
try {
  const node = await ensureInstalled()
  // Programs of packages start by `env node`.
  process.env.PATH = `${BIN}:${process.env.PATH}`
  if (hasNode()) await import(`./${task}.ts`)
  else become(node, [String(self), String(task), ...rest])
} catch (error) {
  // The last line of `npm test` is its result, whatever happened.
  process.on('exit', () => task === 'test' && console.log('0 passed, 1 failed'))
  fail(error)
}
