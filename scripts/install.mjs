// Runs on Node 20 with nothing installed: built-ins only.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { BIN, Refusal, ROOT, run, step } from './steps.mjs'

/** The server needs it: better-sqlite3 13 crashes on older ones. */
export const NODE_MAJOR = 24
const LOG = join(ROOT, '.cache', 'npm-ci.log')

/** What helps, by npm's error code. */
const ADVICE = /** @type {Record<string, string>} */ ({
  ENOTFOUND: 'the package registry cannot be reached; check the network and `npm config get registry`',
  EAI_AGAIN: 'the package registry cannot be reached; check the network and `npm config get registry`',
  ECONNREFUSED: 'the package registry refuses connections; check `npm config get registry` and the proxy',
  ETIMEDOUT: 'the package registry does not answer; check the network and try again',
  EACCES: 'this folder or the npm cache cannot be written; check who owns them',
  ENOSPC: 'the disk is full',
  EUSAGE:
    'package-lock.json does not match the package.json files; run `npm install` and commit the lock file',
  EINTEGRITY: 'a package differs from the lock file; run `npm cache clean --force` and try again',
})

export const hasNode = () => Number(process.versions.node.split('.')[0]) >= NODE_MAJOR

/** @param {string} path
 *  @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }> | undefined} */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** Whether node_modules holds every version of package-lock.json. Times of change are not asked: a checkout
 *  touches them. Optional packages of other platforms may be absent. */
function isInstalled() {
  const wanted = packagesOf(join(ROOT, 'package-lock.json'))
  const present = packagesOf(join(ROOT, 'node_modules', '.package-lock.json'))
  if (!wanted)
    throw new Refusal(
      'package-lock.json is missing or broken; restore it with `git checkout package-lock.json`',
    )
  if (!present) return false
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const there = present[path]
    if (path === '') return true
    return there ? there.version === version : optional === true
  })
}

/** Without the Node of node_modules, which the installation replaces while it runs. */
function outerPath() {
  const parts = (process.env.PATH ?? '').split(delimiter)
  return parts.filter((part) => !part.includes(join('node_modules', '.bin'))).join(delimiter)
}

async function install() {
  const env = { ...process.env, PATH: outerPath(), NODE_ENV: 'development' }
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await run('npm', args, { env })
  if (code === 0) return
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  writeFileSync(LOG, output)
  const reason =
    /npm (?:error|ERR!) code (\S+)/.exec(output)?.[1] ??
    (code === 127 ? 'npm is not on the PATH' : `exit ${code}`)
  throw new Refusal(
    `npm ci failed (${reason})${ADVICE[reason] ? `: ${ADVICE[reason]}` : ''}. All it said is in .cache/npm-ci.log`,
  )
}

/** Node 24 and all packages are there afterwards.
 *  @returns {Promise<string>} the Node to run on */
export async function ensureInstalled() {
  const bundled = process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64')
  const here = `${process.platform} ${process.arch}`
  if (!bundled && !hasNode()) {
    throw new Refusal(
      `Node ${NODE_MAJOR} or newer is needed, this is ${process.versions.node}; on ${here} it has to be installed by hand`,
    )
  }
  if (!isInstalled()) await step('installing packages (about half a minute)', install)
  const node = join(BIN, 'node')
  if (existsSync(node)) return node
  if (hasNode()) return process.execPath
  throw new Refusal(
    `Node ${NODE_MAJOR} did not come with the packages; try \`rm -rf node_modules\` and this command again`,
  )
}
