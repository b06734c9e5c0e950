import { type Finding, finding, type Source } from './source.ts'

const RULE = /^- \*\*([A-Z]{2}\d+)\*\*/gm
/** `[ME2]` or `[ID3, ID10]` in the name of a test. */
const CITATION = /\[([A-Z]{2}\d+(?:, [A-Z]{2}\d+)*)\]/g

/** SPEC.md against the names of tests: each rule is shown by a test, and each number names a rule. */
export function checkCitations(spec: Source, tests: readonly Source[]): Finding[] {
  const rules = new Map([...spec.text.matchAll(RULE)].map((match) => [match[1] ?? '', match.index]))
  const cited = new Set<string>()
  const unknown: Finding[] = []
  for (const test of tests) {
    for (const { 1: numbers = '', index } of test.text.matchAll(CITATION)) {
      for (const number of numbers.split(', ')) {
        cited.add(number)
        if (!rules.has(number)) unknown.push(finding(test, index, `${number} is no rule of ${spec.path}`))
      }
    }
  }
  const unshown = [...rules].filter(([number]) => !cited.has(number))
  return [...unknown, ...unshown.map(([number, start]) => finding(spec, start, `no test shows ${number}`))]
}
