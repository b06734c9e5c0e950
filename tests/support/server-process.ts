import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Lets client sockets (32768–60999) never take the port of a server that is down for a moment. */
const FIRST_PORT = 20_000
const PORTS = 10_000
const UP_WITHIN_MS = 20_000
const LOOK_WITHIN_MS = 2_000
const POLL_MS = 20
const MAIN = new URL('../../packages/server/src/main.ts', import.meta.url).pathname

async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS)
    const probe = createServer()
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
    })
    if (free) return port
  }
}

/** The real server in a process of its own, on a port and a data directory that survive its death. */
export class ServerProcess {
  readonly url: string
  readonly dataDir = mkdtempSync(join(tmpdir(), 'roomful-test-'))
  readonly #env: Readonly<Record<string, string>>
  #child: ChildProcess | undefined
  /** Everything it printed. */
  output = ''
  /** Times that it ended without being asked to. */
  deaths = 0

  private constructor(port: number, env: Readonly<Record<string, string>>) {
    this.url = `http://127.0.0.1:${port}`
    this.#env = { PORT: String(port), DATA_DIR: this.dataDir, RATE_LIMITS: 'off', LOG_LEVEL: 'warn', ...env }
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), env)
    await server.start()
    return server
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--conditions=roomful-source', MAIN], {
      env: { ...process.env, ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    const keep = (data: Buffer) => {
      this.output += data.toString()
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.on('exit', () => {
      if (this.#child === child) this.deaths += 1
    })
    const since = Date.now()
    while (!(await this.#isReady())) {
      if (child.exitCode !== null || Date.now() - since > UP_WITHIN_MS)
        throw new Error(`the server did not come up:\n${this.output}`)
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }

  #isReady(): Promise<boolean> {
    // Without a bound one look that is never answered would be the last one.
    return fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(LOOK_WITHIN_MS) }).then(
      ({ ok }) => ok,
      () => false,
    )
  }

  get alive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** @returns the exit code, or null after a signal */
  async stop(signal: 'SIGKILL' | 'SIGTERM' = 'SIGTERM'): Promise<number | null> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null) return child?.exitCode ?? null
    const exited = once(child, 'exit')
    child.kill(signal)
    const [code] = await exited
    return code
  }

  /** A new guest's token. */
  async guest(name: string): Promise<{ token: string; principal: { id: string } }> {
    const answer = await fetch(`${this.url}/api/auth/guest`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    })
    if (!answer.ok) throw new Error(await answer.text())
    return answer.json()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGKILL')
  }
}
