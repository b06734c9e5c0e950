import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { codeOf, StartRefusal } from './refusal.ts'

export interface DataDir {
  readonly path: string
  /** Lets another process have it. */
  release(): void
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written; check its owner',
  EPERM: 'it may not be written; check its owner',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in the way',
  ENOENT: 'it cannot be created there',
  EEXIST: 'a file is in the way',
}

function prepare(path: string): void {
  try {
    // Only what is above may be several folders deep: mkdir's own recursion never ends where nothing can be created.
    mkdirSync(dirname(resolve(path)), { recursive: true })
    if (!existsSync(path)) mkdirSync(path, { mode: 0o700 })
    if (!statSync(path).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' })
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = codeOf(error)
    throw new StartRefusal([
      `DATA_DIR ${path} cannot be used: ${REASONS[code ?? ''] ?? code ?? error}. Mend it or set DATA_DIR to another folder`,
    ])
  }
}

function holderOf(path: string): string {
  try {
    return ` (process ${readFileSync(join(path, 'pid'), 'utf8').trim()})`
  } catch {
    return ''
  }
}

/** Takes the folder for this process alone. The lock is SQLite's on a file of its own: the system frees it however
 *  the process ends, it needs no pid that another process may have got meanwhile, and it holds between containers. */
function lock(path: string): Database.Database {
  const file = new Database(join(path, 'lock'), { timeout: 0 })
  try {
    file.exec('BEGIN EXCLUSIVE')
    return file
  } catch (error) {
    file.close()
    if (codeOf(error) !== 'SQLITE_BUSY') throw error
    throw new StartRefusal([
      `another Roomful${holderOf(path)} uses DATA_DIR ${path}; stop it or set DATA_DIR to another folder`,
    ])
  }
}

/** Creates the folder (0700) when it is not there.
 *  Throws StartRefusal: not writable, or in use by another process. */
export function openDataDir(path: string): DataDir {
  prepare(path)
  const held = lock(path)
  writeFileSync(join(path, 'pid'), `${process.pid}\n`, { mode: 0o600 })
  return { path, release: () => held.close() }
}
