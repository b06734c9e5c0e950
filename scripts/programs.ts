import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal, ROOT, run, step } from './steps.mjs'

/** What tests need beside npm packages, from apt. */
export interface Program {
  name: string
  packages: string[]
  /** There when installed. */
  path: string
}

export const CHROMIUM: Program = { name: 'Chromium', packages: ['chromium'], path: '/usr/bin/chromium' }
export const FIREFOX: Program = { name: 'Firefox', packages: ['firefox-esr'], path: '/usr/bin/firefox-esr' }
export const COTURN: Program = { name: 'coturn', packages: ['coturn'], path: '/usr/bin/turnserver' }
export const FONTS: Program = {
  name: 'an emoji font',
  packages: ['fonts-noto-color-emoji', 'fonts-liberation'],
  path: '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf',
}

const APT = '/usr/bin/apt-get'
const LOG = '.cache/apt.log'
/** RUNLEVEL 1 keeps installed services from being started. */
const ENV = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }

const isMissing = ({ path }: Program) => !existsSync(path)

export const namesOf = (programs: Program[]) => programs.map(({ name }) => name).join(', ')

export const helpFor = (programs: Program[]) =>
  `${process.getuid?.() === 0 ? '' : 'sudo '}apt-get install -y ${programs.flatMap(({ packages }) => packages).join(' ')}`

async function aptInstall(programs: Program[]): Promise<void> {
  const packages = programs.flatMap((program) => program.packages)
  const update = await run(APT, ['update', '-q'], { env: ENV })
  const install = await run(APT, ['install', '-yq', '--no-install-recommends', ...packages], { env: ENV })
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  writeFileSync(join(ROOT, LOG), update.output + install.output)
  if (install.code !== 0) throw new Refusal(`apt-get could not do it; what it said is in ${LOG}`)
}

/** Installs what is missing when we are root on a Debian.
 *  @returns what is still missing */
export async function ensurePrograms(programs: Program[]): Promise<Program[]> {
  const missing = programs.filter(isMissing)
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync(APT)) return missing
  await step(`installing ${namesOf(missing)} by apt`, () => aptInstall(missing)).catch((error: Error) =>
    console.log(`✗ ${error.message}`),
  )
  return missing.filter(isMissing)
}
