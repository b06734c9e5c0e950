import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'

const MAIN = new URL('./main.ts', import.meta.url).pathname
let folder: string
const running = new Set<ChildProcess>()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomful-main-'))
})
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function start(env: Record<string, string>, args: string[] = []) {
  const child = spawn(process.execPath, ['--conditions=roomful-source', MAIN, ...args], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const exited = once(child, 'exit').then(([code]) => {
    running.delete(child)
    return code
  })
  const lines: string[] = []
  const errors: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line))
  const output = createInterface({ input: child.stdout })
  output.on('line', (line) => lines.push(line))
  /** The first line that matches, also of the past. */
  const line = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = lines.map((each) => pattern.exec(each)).find((match) => match !== null)
      if (found) return found[1] ?? found[0]
      await once(output, 'line')
    }
  }
  return { child, exited, lines, errors, line }
}
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('[SU6] first run, admin link, later run, link used', async () => {
  const first = start({})
  const port = await first.line(/localhost:(\d+)\/docs/)
  const ticket = await first.line(/\/admin#(\S+)/)
  expect([modeOf(join(folder, 'data')), modeOf(join(folder, 'data', 'roomful.db'))]).toEqual(['700', '600'])
  first.child.kill('SIGTERM')
  expect(await first.exited).toBe(0)
  expect(first.errors).toEqual([])

  const second = start({ PORT: port })
  expect(await second.line(/\/admin#(\S+)/)).toBe(ticket)
  const claimed = await fetch(`http://127.0.0.1:${port}/api/auth/admin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
  })
  expect(await claimed.json()).toMatchObject({ principal: { admin: true } })
  second.child.kill('SIGINT')
  second.child.kill('SIGINT')
  expect(await second.exited).toBe(0)

  const third = start({ PORT: port })
  await third.line(/Roomful \d/)
  third.child.kill('SIGTERM')
  expect(await third.exited).toBe(0)
  expect(third.lines.join('\n')).not.toContain('/admin#')

  const renewed = start({}, ['--admin-link'])
  expect(await renewed.line(/\/admin#(\S+)/)).not.toBe(ticket)
})

test('[SU4] one folder, one server; a killed one leaves no lock', async () => {
  const first = start({})
  await first.line(/Roomful/)
  const second = start({})
  expect(await second.exited).toBe(1)
  expect(second.errors).toEqual([
    expect.stringMatching(
      new RegExp(`another Roomful \\(process ${first.child.pid}\\) uses DATA_DIR .* set DATA_DIR`),
    ),
  ])
  first.child.kill('SIGKILL')
  await first.exited
  const third = start({})
  await third.line(/Roomful/)
})

test('[SU1] what keeps the server from starting is one line that says what to do', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = String(typeof address === 'object' ? address?.port : 0)
  const file = join(folder, 'file')
  writeFileSync(file, 'x')
  for (const [env, message] of [
    [{ PORT: port }, `port ${port} is taken by another program; stop that one or set PORT`],
    [{ DATA_DIR: file }, 'a file is in the way'],
    [{ DATA_DIR: join(file, 'below') }, 'a file is in the way'],
    [{ DATA_DIR: '/proc/roomful' }, 'cannot be created there'],
    [{ HOST: '192.0.2.1' }, 'is no address of this machine'],
    [{ PORT: 'many' }, 'PORT must be a port'],
    [{ NODE_ENV: 'production', HOST: '0.0.0.0' }, 'set TRUST_PROXY=1'],
  ] as const) {
    const refused = start(env)
    expect(await refused.exited).toBe(1)
    expect(refused.errors).toEqual([expect.stringContaining(message)])
  }
  taken.close()
})

test('[SU1] a database that is none is told, and not touched', async () => {
  const ran = start({})
  await ran.line(/Roomful/)
  ran.child.kill('SIGTERM')
  await ran.exited
  writeFileSync(join(folder, 'data', 'roomful.db'), 'no database'.repeat(1_000))
  const refused = start({})
  expect(await refused.exited).toBe(1)
  expect(refused.errors).toEqual([expect.stringContaining('cannot be opened')])
})
