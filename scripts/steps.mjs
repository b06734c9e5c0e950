// Runs on Node 20 with nothing installed: built-ins only.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
export const BIN = join(ROOT, 'node_modules', '.bin')

/** A failure that is told in one line, without a stack. */
export class Refusal extends Error {}

/** Between two signs of life of a step that takes long. */
const STILL_RUNNING_MS = 10_000

/** @param {number} sinceMs a reading of performance.now() */
export const secondsSince = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`

/** Prints what begins, a sign of life every ten seconds and how long it took.
 *  @template T
 *  @param {string} title
 *  @param {() => Promise<T>} work
 *  @returns {Promise<T>} */
export async function step(title, work) {
  const startedMs = performance.now()
  console.log(`· ${title} …`)
  const alive = setInterval(() => console.log(`  … ${secondsSince(startedMs)}`), STILL_RUNNING_MS)
  try {
    const result = await work()
    console.log(`✓ ${title}  ${secondsSince(startedMs)}`)
    return result
  } finally {
    clearInterval(alive)
  }
}

/** Runs a program to its end and keeps what it printed.
 *  @param {string} command
 *  @param {string[]} args
 *  @param {import('node:child_process').SpawnOptions} [options]
 *  @returns {Promise<{ code: number, output: string }>} 127 when the program does not exist */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }))
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 1, output: signal ? `${output}ended by ${signal}\n` : output }),
    )
  })
}

/** Becomes another program: same process where the platform can, else a child that gets our signals
 *  and whose exit code is ours.
 *  @param {string} command an absolute path
 *  @param {string[]} args
 *  @returns {void} */
export function become(command, args) {
  if (typeof process.execve === 'function') process.execve(command, [command, ...args], process.env)
  const child = spawn(command, args, { stdio: 'inherit' })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('error', (error) => fail(error))
  child.on('close', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

/** @param {unknown} error */
export function fail(error) {
  console.error(error instanceof Refusal ? `✗ ${error.message}` : error)
  process.exit(1)
}
