import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openServer, type RunningServer, type Seams } from './compose.ts'
import { type Environment, readConfig } from './config/read.ts'
import { StartRefusal } from './start/refusal.ts'

export { openServer, type RunningServer, type Seams } from './compose.ts'
export { type Environment, type Reading, readConfig } from './config/read.ts'
export type { Config } from './config/variables.ts'
export type * from './ports/index.ts'
export { StartRefusal } from './start/refusal.ts'

/** A server inside this process, for tests, benchmarks and other programs: any free port and a folder of its own that
 *  goes with it, unless the variables (docs/OPERATIONS.md) say otherwise. The process environment is not read. */
export async function startServer(env: Environment = {}, seams: Seams = {}): Promise<RunningServer> {
  const temporary = env.DATA_DIR === undefined ? mkdtempSync(join(tmpdir(), 'roomful-')) : undefined
  const forget = () => {
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true })
  }
  const reading = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATA_DIR: temporary,
    ...env,
  })
  try {
    if ('problems' in reading) throw new StartRefusal(reading.problems)
    const server = await openServer(reading.config, seams)
    return {
      ...server,
      drain: () => server.drain().finally(forget),
      close: () => server.close().finally(forget),
    }
  } catch (error) {
    forget()
    throw error
  }
}
