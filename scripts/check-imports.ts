// The import rule, the purity of the core and the ways around the type checker, for every file of ours; rules and the
// tests that show them; and a lock file that names no registry, so that everybody installs from their own.
import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { checkCitations } from './rules/citations.ts'
import { checkEscapes } from './rules/escapes.ts'
import { checkImports, exportsOf, type Manifest, type Workspace } from './rules/imports.ts'
import { checkPurity } from './rules/purity.ts'
import { readSource } from './rules/source.ts'
import { ROOT } from './steps.mjs'

const OURS = ['{packages,apps,bench,tests,scripts,examples}/**/*.{ts,tsx,mjs,js,css}', '*.ts']
const NOT_OURS = ['**/node_modules', '**/dist', '**/data', '**/test-results']

function readManifest(path: string): Manifest & { name: string; workspaces?: string[] } {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
}

const root = readManifest('package.json')
const workspaces: Workspace[] = globSync(
  (root.workspaces ?? []).map((glob) => `${glob}/package.json`),
  { cwd: ROOT },
)
  .map((path) => path.split(sep).join('/'))
  .map((path) => {
    const manifest = readManifest(path)
    return { name: manifest.name.replace('@roomful/', ''), dir: path.replace('/package.json', ''), manifest }
  })

const exported = new Set(workspaces.flatMap(exportsOf))

const paths = globSync(OURS, { cwd: ROOT, exclude: NOT_OURS }).map((path) => path.split(sep).join('/'))
const read = (path: string) => readSource(path, readFileSync(join(ROOT, path), 'utf8'))
const sources = paths.toSorted().map(read)
const findings = sources.flatMap((source) => {
  const { path } = source
  const workspace = workspaces.find(({ dir }) => path.startsWith(`${dir}/`))
  return [
    ...(workspace ? checkImports(source, workspace, { root, exported }) : []),
    ...checkPurity(source),
    ...checkEscapes(source),
  ]
})

// The tests of the rules themselves cite made-up ones.
const tests = sources.filter(
  ({ path }) => /\.(test|fixture)\.tsx?$/.test(path) && !path.startsWith('scripts/'),
)
findings.push(...checkCitations(read('SPEC.md'), tests))

const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8').split('\n')
const fromRegistry = lock.findIndex((line) => /"resolved": "http/.test(line))
if (fromRegistry >= 0) {
  const text = 'names a registry; .npmrc keeps npm from writing it, so remove the line'
  findings.push({ path: 'package-lock.json', line: fromRegistry + 1, text })
}

for (const { path, line, text } of findings) console.error(`${path}:${line}  ${text}`)
console.log(`${paths.length} files, ${findings.length} findings`)
process.exitCode = findings.length > 0 ? 1 : 0
