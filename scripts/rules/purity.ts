import { type Finding, finding, isOffProduct, type Source, type SourceNode } from './source.ts'

/** Packages whose result depends on their inputs alone. */
const PURE = /^packages\/(room|protocol)\/src\//

/** Clocks, timers, waiting, chance and the outside. */
const OUTSIDE = new Set([
  'Date',
  'Promise',
  'console',
  'crypto',
  'fetch',
  'globalThis',
  'performance',
  'process',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
])

const nameOf = (node: unknown) =>
  typeof node === 'object' && node !== null && 'name' in node ? node.name : undefined

/** Whether an identifier only names a field: `event.process`, `{ crypto: 1 }`. */
function isFieldName(node: SourceNode, parent: SourceNode | undefined): boolean {
  if (!parent || parent.computed === true) return false
  if (parent.type === 'MemberExpression') return parent.property === node
  return parent.key === node && parent.shorthand !== true
}

function impurity(node: SourceNode, parent: SourceNode | undefined): string | undefined {
  if (node.async === true || node.type === 'AwaitExpression') return 'async'
  if (
    node.type === 'MemberExpression' &&
    nameOf(node.object) === 'Math' &&
    nameOf(node.property) === 'random'
  ) {
    return 'Math.random'
  }
  if (node.type !== 'Identifier' || isFieldName(node, parent)) return undefined
  const name = String(node.name)
  return OUTSIDE.has(name) ? name : undefined
}

export function checkPurity(source: Source): Finding[] {
  if (!PURE.test(source.path) || isOffProduct(source.path)) return []
  return source.nodes.flatMap(({ node, parent }) => {
    const what = impurity(node, parent)
    return what ? [finding(source, node.start, `${what} in a pure package; ids and time are inputs`)] : []
  })
}
