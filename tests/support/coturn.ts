import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const TURN_SECRET = 'turn-secret-of-the-tests'
const RELAY_PORTS = { min: 21_000, max: 21_200 }
const UP_WITHIN_MS = 10_000

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => resolve(true))
    socket.on('connect', () => socket.destroy())
    socket.once('error', () => resolve(false))
  })

/** A throwaway coturn on loopback. */
export async function startCoturn(
  port = 20_978,
): Promise<{ url: string; log: () => string } & AsyncDisposable> {
  const dir = mkdtempSync(join(tmpdir(), 'roomful-turn-'))
  const child = spawn(
    'turnserver',
    [
      '-n',
      '--listening-ip=127.0.0.1',
      '--relay-ip=127.0.0.1',
      `--listening-port=${port}`,
      `--min-port=${RELAY_PORTS.min}`,
      `--max-port=${RELAY_PORTS.max}`,
      '--use-auth-secret',
      `--static-auth-secret=${TURN_SECRET}`,
      '--realm=roomful.test',
      '--allow-loopback-peers',
      '--no-cli',
      '--no-tls',
      '--no-dtls',
      '--no-multicast-peers',
      `--userdb=${join(dir, 'turn.db')}`,
      `--pidfile=${join(dir, 'turn.pid')}`,
      '--log-file=stdout',
      '--verbose',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data.toString()
    })
  }
  const since = Date.now()
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() - since > UP_WITHIN_MS)
      throw new Error(`coturn did not start:\n${output}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url: `turn:127.0.0.1:${port}?transport=udp`,
    log: () => output,
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}
