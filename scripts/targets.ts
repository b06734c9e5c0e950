import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BIN, Refusal, ROOT, run, step } from './steps.mjs'

interface Target {
  name: string
  /** Globs from the root; a change in one of these files means building again. */
  sources: string[]
  /** Missing means building again. */
  product: string
  command: [program: string, ...args: string[]]
  cwd: string
}

const LIBRARY = ['src/**/*.{ts,tsx}', 'package.json', 'tsconfig.json']
const of = (packages: string[]) =>
  packages.flatMap((name) => LIBRARY.map((glob) => `packages/${name}/${glob}`))

const TARGETS: Target[] = [
  {
    name: 'packages',
    sources: [
      'tsconfig*.json',
      'package-lock.json',
      ...of(['protocol', 'room', 'server', 'client', 'react']),
    ],
    product: 'packages/server/dist/main.js',
    command: [join(BIN, 'tsc'), '-b', 'tsconfig.build.json'],
    cwd: ROOT,
  },
  {
    name: 'web app',
    sources: [
      'package-lock.json',
      'apps/web/{index.html,package.json,tsconfig.json,vite.config.ts}',
      'apps/web/{src,public}/**/*',
      ...of(['protocol', 'client', 'react']),
    ],
    product: 'apps/web/dist/index.html',
    command: [join(BIN, 'vite'), 'build', '--logLevel', 'warn'],
    cwd: join(ROOT, 'apps/web'),
  },
]

const STAMPS = join(ROOT, '.cache', 'build.json')
const isTest = (path: string) => /\.(test|fixture)\.tsx?$/.test(path)

function fingerprint(sources: string[]): string {
  const hash = createHash('sha256')
  const files = globSync(sources, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isTest(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function readStamps(): Record<string, string> {
  return existsSync(STAMPS) ? JSON.parse(readFileSync(STAMPS, 'utf8')) : {}
}

async function buildTarget({ name, command: [program, ...args], cwd }: Target): Promise<void> {
  const { code, output } = await run(program, args, { cwd })
  if (code === 0) return
  process.stderr.write(output)
  throw new Refusal(`building the ${name} failed, see above`)
}

/** Builds what changed since the last build, one after another. The web app comes from the sources of the
 *  packages, so a build of one target does not wait for the other's product. */
export async function build(): Promise<void> {
  const stamps = readStamps()
  for (const target of TARGETS) {
    const stamp = fingerprint(target.sources)
    if (stamps[target.name] === stamp && existsSync(join(ROOT, target.product))) continue
    await step(`building the ${target.name}`, () => buildTarget(target))
    stamps[target.name] = stamp
    mkdirSync(join(ROOT, '.cache'), { recursive: true })
    writeFileSync(STAMPS, JSON.stringify(stamps))
  }
}
