import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ServerProcess } from '../support/server-process.ts'

const ROOT = new URL('../../', import.meta.url)

test('[EX1] the example of the README is examples/hello.ts, and it runs', async () => {
  const example = await readFile(new URL('examples/hello.ts', ROOT), 'utf8')
  const readme = await readFile(new URL('README.md', ROOT), 'utf8')
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``)
  expect(example.trimEnd().split('\n').length).toBeLessThanOrEqual(15)

  await using server = await ServerProcess.start()
  const child = spawn(process.execPath, ['--conditions=roomful-source', 'examples/hello.ts'], {
    cwd: ROOT,
    env: { ...process.env, ROOMFUL_URL: server.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString()
  })
  const [code] = await once(child, 'exit')
  expect(output).toContain('Ann: Hello, garden!')
  expect(output).toMatch(/number \d+ of the room, 1 here/)
  expect(code).toBe(0)
})
