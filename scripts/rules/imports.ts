import { posix } from 'node:path'
import { type Finding, finding, isOffProduct, type Source, type SourceNode } from './source.ts'

/** What a package may import of ours: protocol ← room ← server, protocol ← client ← react ← web. */
const ALLOWED: Record<string, readonly string[]> = {
  protocol: [],
  room: ['protocol'],
  server: ['protocol', 'room'],
  client: ['protocol'],
  react: ['protocol', 'client'],
  web: ['protocol', 'client', 'react'],
}
/** They run in pages and in React Native, or nowhere in particular. */
const WITHOUT_NODE = ['protocol', 'room', 'client', 'react', 'web']

export interface Manifest {
  exports?: Record<string, unknown>
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** A workspace: `dir` from the root, `manifest` its package.json. */
export interface Workspace {
  name: string
  dir: string
  manifest: Manifest
}

export interface Surroundings {
  root: Manifest
  /** Every specifier that our packages export: `@roomful/protocol`, `@roomful/protocol/limits`. */
  exported: Set<string>
}

/** @returns the specifiers under which a package's exports are imported */
export const exportsOf = ({ name, manifest }: Workspace) =>
  Object.keys(manifest.exports ?? {}).map((subpath) => posix.join('@roomful', name, subpath))

interface Import {
  specifier: string
  /** `import()`: loaded when it is wanted, so it may be absent from an installation. */
  lazy: boolean
  start: number
}

const SPECIFIER_FIELD: Record<string, string> = {
  ImportDeclaration: 'source',
  ExportAllDeclaration: 'source',
  ExportNamedDeclaration: 'source',
  ImportExpression: 'source',
  TSImportType: 'source',
}

function importOf(node: SourceNode): Import | undefined {
  const field = SPECIFIER_FIELD[node.type]
  const source = field ? node[field] : undefined
  if (typeof source !== 'object' || source === null || !('value' in source)) return undefined
  if (typeof source.value !== 'string') return undefined
  return { specifier: source.value, lazy: node.type === 'ImportExpression', start: node.start }
}

const packageOf = (specifier: string) =>
  specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : String(specifier.split('/')[0])

function declares(manifest: Manifest, name: string, withDev: boolean): boolean {
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest
  const always = { ...dependencies, ...peerDependencies, ...optionalDependencies }
  return name in always || (withDev && name in { ...devDependencies })
}

function complaint(
  { specifier, lazy }: Import,
  path: string,
  workspace: Workspace,
  { root, exported }: Surroundings,
): string | undefined {
  const { name, dir, manifest } = workspace
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier)
    return target.startsWith(`${dir}/`)
      ? undefined
      : `${specifier} leaves ${dir}; import the package by its name`
  }
  const offProduct = isOffProduct(path)
  if (specifier.startsWith('node:')) {
    return WITHOUT_NODE.includes(name) && !offProduct
      ? `${specifier} in ${name}, which runs without Node`
      : undefined
  }
  const [, ours, rest] = /^@roomful\/([^/]+)(\/.*)?$/.exec(specifier) ?? []
  if (ours && rest && !exported.has(specifier))
    return `${specifier} reaches past the exports of @roomful/${ours}`
  if (ours && !offProduct && !ALLOWED[name]?.includes(ours)) return `${name} must not import ${ours}`
  const wanted = packageOf(specifier)
  // The application is bundled, so what it needs for building is what it ships.
  const withDev = offProduct || lazy || name === 'web'
  if (declares(manifest, wanted, withDev) || (offProduct && declares(root, wanted, true))) return undefined
  return `${wanted} is not among the dependencies of ${dir}/package.json`
}

/** The import rule, for one file of a workspace. */
export function checkImports(source: Source, workspace: Workspace, surroundings: Surroundings): Finding[] {
  return source.nodes.flatMap(({ node }) => {
    const found = importOf(node)
    const text = found && complaint(found, source.path, workspace, surroundings)
    return found && text ? [finding(source, found.start, text)] : []
  })
}
