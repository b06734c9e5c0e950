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
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** A workspace: `dir` from the root, `manifest` its package.json. */
export interface Workspace {
  name: string
  dir: string
  manifest: Manifest
}

interface Import {
  specifier: string
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
  return typeof source.value === 'string' ? { specifier: source.value, start: node.start } : undefined
}

const packageOf = (specifier: string) =>
  specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : String(specifier.split('/')[0])

function declares(manifest: Manifest, name: string, withDev: boolean): boolean {
  const { dependencies, peerDependencies, devDependencies } = manifest
  return name in { ...dependencies, ...peerDependencies, ...(withDev ? devDependencies : {}) }
}

function complaint(
  specifier: string,
  path: string,
  workspace: Workspace,
  root: Manifest,
): string | undefined {
  const { name, dir, manifest } = workspace
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier)
    return target.startsWith(`${dir}/`)
      ? undefined
      : `${specifier} leaves ${dir}; import the package by its name`
  }
  const offProduct = isOffProduct(path) || /\.config\.ts$/.test(path)
  if (specifier.startsWith('node:')) {
    return WITHOUT_NODE.includes(name) && !offProduct
      ? `${specifier} in ${name}, which runs without Node`
      : undefined
  }
  const [, ours, rest] = /^@roomful\/([^/]+)(\/.*)?$/.exec(specifier) ?? []
  // A plain subpath (`@roomful/protocol/limits`) is one of the exports, or nothing resolves it.
  if (ours && rest && !/^\/[a-z-]+$/.test(rest))
    return `${specifier} reaches past the exports of @roomful/${ours}`
  if (ours && !offProduct && !ALLOWED[name]?.includes(ours)) return `${name} must not import ${ours}`
  const wanted = packageOf(specifier)
  // The application is bundled, so what it needs for building is what it ships.
  const withDev = offProduct || name === 'web'
  if (declares(manifest, wanted, withDev) || (offProduct && declares(root, wanted, true))) return undefined
  return `${wanted} is not among the dependencies of ${dir}/package.json`
}

/** The import rule, for one file of a workspace. */
export function checkImports(source: Source, workspace: Workspace, root: Manifest): Finding[] {
  return source.nodes.flatMap(({ node }) => {
    const found = importOf(node)
    const text = found && complaint(found.specifier, source.path, workspace, root)
    return found && text ? [finding(source, found.start, text)] : []
  })
}
