import { openServer } from '../compose.ts'
import { readConfig } from '../config/read.ts'
import { bannerOf } from './banner.ts'
import { StartRefusal } from './refusal.ts'
import { stopOnSignals } from './signals.ts'

const USAGE = `Usage: roomful [--admin-link]
  --admin-link   make a new link that makes its first reader an admin
Everything else is said by environment variables, see docs/OPERATIONS.md.`

const OPTIONS = new Set(['--admin-link'])

function refuse(problems: readonly string[]): never {
  for (const problem of problems) console.error(`roomful: ${problem}`)
  process.exit(1)
}

async function start(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(USAGE)
  const unknown = args.filter((arg) => !OPTIONS.has(arg))
  if (unknown.length > 0) refuse(unknown.map((arg) => `${arg} is no option; --help lists them`))
  const reading = readConfig(process.env)
  if ('problems' in reading) refuse(reading.problems)
  for (const warning of reading.warnings) console.error(`roomful: ${warning}`)
  // Whatever is written from here on is for this user alone.
  process.umask(0o077)
  if (reading.config.debug) console.error('roomful: DEBUG=true, every step is logged')
  const opening = openServer(reading.config, { renewAdminLink: args.includes('--admin-link') })
  // Also while it starts: what was begun is then finished and closed.
  stopOnSignals(async () => (await opening).drain())
  console.log(bannerOf(await opening))
}

/** The server as a program. Ends the process with 1 and one line per problem when it cannot start. */
export async function run(args: readonly string[]): Promise<void> {
  try {
    await start(args)
  } catch (error) {
    if (error instanceof StartRefusal) refuse(error.problems)
    throw error
  }
}
