import { type Finding, finding, type Source, type SourceNode } from './source.ts'

const MAX_LINES = 300
const SILENCED = /@ts-(ignore|nocheck)|biome-ignore|eslint-disable/
const EXPECT_ERROR = /@ts-expect-error/
const POSTPONED = /\b(TODO|FIXME|XXX|HACK)\b/

const isUnknown = (type: unknown) =>
  typeof type === 'object' && type !== null && 'type' in type && type.type === 'TSUnknownKeyword'

/** `x as unknown as T`. */
function isDoubleCast({ type, expression }: SourceNode): boolean {
  if (type !== 'TSAsExpression' || typeof expression !== 'object' || expression === null) return false
  return 'typeAnnotation' in expression && isUnknown(expression.typeAnnotation)
}

function commentComplaint(value: string, isTest: boolean): string | undefined {
  const silenced = SILENCED.exec(value) ?? (isTest ? null : EXPECT_ERROR.exec(value))
  if (silenced) return `${silenced[0]} hides a finding; mend what it reports`
  const postponed = POSTPONED.exec(value)
  return postponed ? `${postponed[0]}: do it or leave it out` : undefined
}

/** Ways around the type checker and the linter, and files that became too long. */
export function checkEscapes(source: Source): Finding[] {
  const { path, text, nodes, comments } = source
  const isTest = /\.test\.tsx?$/.test(path)
  const lines = text.split('\n').length - 1
  return [
    ...(lines > MAX_LINES ? [{ path, line: lines, text: `${lines} lines; ${MAX_LINES} are the limit` }] : []),
    ...nodes.flatMap(({ node }) => {
      if (node.type === 'TSAnyKeyword') return [finding(source, node.start, 'any')]
      return isDoubleCast(node) ? [finding(source, node.start, 'as unknown as')] : []
    }),
    ...comments.flatMap(({ value, start }) => {
      const complaint = commentComplaint(value, isTest)
      return complaint ? [finding(source, start, complaint)] : []
    }),
  ]
}
