import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { BIN, ROOT } from './steps.mjs'

const SERVER = [
  '--watch',
  '--watch-preserve-output',
  '--conditions=roomful-source',
  'packages/server/src/main.ts',
]

/** Where vite.config.ts serves the pages; the server prints its links with it. */
const PUBLIC_URL = 'http://localhost:5173'

/** Children lead groups of their own: Ctrl-C in the terminal reaches us alone, and we pass it on once. */
function start(program: string, args: string[], cwd: string): ChildProcess {
  const env = { PUBLIC_URL, ...process.env }
  return spawn(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
}

const children = [
  start(process.execPath, SERVER, ROOT),
  start(process.execPath, [join(BIN, 'vite'), '--clearScreen', 'false'], join(ROOT, 'apps/web')),
]

let stopping = false
function stop(): void {
  if (stopping) return
  stopping = true
  for (const child of children) child.kill('SIGTERM')
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
const ended = await Promise.race(children.map((child) => once(child, 'exit')))
const asked = stopping
stop()
await Promise.all(
  children
    .filter((child) => child.exitCode === null && child.signalCode === null)
    .map((child) => once(child, 'exit')),
)
process.exit(asked ? 0 : Number(ended[0] ?? 1))
