import { parseSync } from 'vite'

export interface SourceNode {
  type: string
  start: number
  [field: string]: unknown
}

export interface Source {
  /** From the root of the repository, with slashes. */
  path: string
  text: string
  /** Every node with the one above it, outer ones first. Empty for what is not a script. */
  nodes: { node: SourceNode; parent: SourceNode | undefined }[]
  comments: { value: string; start: number }[]
}

export interface Finding {
  path: string
  /** From 1. */
  line: number
  text: string
}

const SCRIPT = /\.(ts|tsx|mjs|js)$/
const PRODUCT = /^(packages|apps)\/[^/]+\/src\//
const TEST = /\.(test|fixture)\.tsx?$/

/** Tests, load generators, scripts and configuration: they never reach a user. */
export const isOffProduct = (path: string) => !PRODUCT.test(path) || TEST.test(path)

function isNode(value: unknown): value is SourceNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function* walk(value: unknown, parent: SourceNode | undefined): Generator<Source['nodes'][number]> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item, parent)
    return
  }
  if (!isNode(value)) return
  yield { node: value, parent }
  for (const field of Object.values(value)) if (typeof field === 'object') yield* walk(field, value)
}

/** Throws a SyntaxError that names the file when it cannot be parsed. */
export function readSource(path: string, text: string): Source {
  if (!SCRIPT.test(path)) return { path, text, nodes: [], comments: [] }
  const { program, comments, errors } = parseSync(path, text)
  const [error] = errors
  if (error) throw new SyntaxError(`${path}: ${error.message}`)
  return { path, text, nodes: [...walk(program, undefined)], comments }
}

export function finding({ path, text: source }: Source, start: number, text: string): Finding {
  return { path, line: source.slice(0, start).split('\n').length, text }
}
