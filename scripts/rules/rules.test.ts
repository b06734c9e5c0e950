import { describe, expect, test } from 'vitest'
import { checkCitations } from './citations.ts'
import { checkEscapes } from './escapes.ts'
import { checkImports } from './imports.ts'
import { checkPurity } from './purity.ts'
import { readSource } from './source.ts'

const texts = (findings: { text: string }[]) => findings.map(({ text }) => text)

describe('imports', () => {
  const dependencies = { '@roomful/protocol': '0.1.0', zod: '4' }
  const manifest = { dependencies, devDependencies: { 'pino-pretty': '13' } }
  const room = { name: 'room', dir: 'packages/room', manifest }
  const exported = new Set(['@roomful/protocol', '@roomful/protocol/limits'])
  const inRoom = (code: string, path = 'packages/room/src/a.ts') =>
    texts(
      checkImports(readSource(path, code), room, { root: { devDependencies: { vitest: '5' } }, exported }),
    )

  test.each([
    "import { z } from 'zod'",
    "import { z } from '@roomful/protocol'",
    "import { MAX } from '@roomful/protocol/limits'",
    "import { LIMITS } from '@roomful/protocol/limits'",
    "export * from './rules/b.ts'",
    "await import('pino-pretty')",
  ])('%s is allowed', (code) => expect(inRoom(code)).toEqual([]))

  test.each([
    ["import { a } from '@roomful/server'", 'room must not import server'],
    ["import type { A } from '@roomful/client'", 'room must not import client'],
    ["export { a } from '@roomful/protocol/src/ids.ts'", 'reaches past the exports'],
    ["export { a } from '@roomful/protocol/secrets'", 'reaches past the exports'],
    ["import { a } from '../../protocol/src/ids.ts'", 'leaves packages/room'],
    ["await import('node:fs')", 'runs without Node'],
    ["type A = import('ws').WebSocket", 'ws is not among the dependencies'],
    ["import 'pino-pretty'", 'pino-pretty is not among the dependencies'],
    ["import { test } from 'vitest'", 'vitest is not among the dependencies'],
  ])('%s is refused', (code, text) => expect(inRoom(code)).toEqual([expect.stringContaining(text)]))

  test('a test may use what the root offers', () => {
    expect(inRoom("import { test } from 'vitest'", 'packages/room/src/a.test.ts')).toEqual([])
  })
})

describe('purity', () => {
  const inRoom = (code: string) => texts(checkPurity(readSource('packages/room/src/a.ts', code)))

  test.each(['const at = cmd.Date', 'const a = { process: 1 }', 'Math.max(1, 2)'])('%s is allowed', (code) =>
    expect(inRoom(code)).toEqual([]),
  )

  test.each([
    ['const a = new Date()', 'Date'],
    ['const a = Math.random()', 'Math.random'],
    ['setTimeout(a, 1)', 'setTimeout'],
    ['async function a() {}', 'async'],
    ['const a = () => Promise.resolve()', 'Promise'],
    ['const a = globalThis.b', 'globalThis'],
  ])('%s is refused', (code, what) => expect(inRoom(code)[0]).toContain(what))
})

describe('escapes', () => {
  const inServer = (code: string) => checkEscapes(readSource('packages/server/src/a.ts', code))

  test.each([
    ['const a: any = 1', 'any'],
    ['const a = b as unknown as C', 'as unknown as'],
    ['// @ts-ignore\na()', '@ts-ignore'],
    ['// biome-ignore lint: no\na()', 'biome-ignore'],
    ['// TODO\na()', 'TODO'],
    ['a()\n'.repeat(301), '301 lines'],
  ])('%s is refused', (code, text) => expect(texts(inServer(code))[0]).toContain(text))

  test('a finding names its line', () => {
    expect(inServer('a()\n\nconst b: any = 1')).toEqual([
      { path: 'packages/server/src/a.ts', line: 3, text: 'any' },
    ])
  })
})

describe('citations', () => {
  const spec = readSource('SPEC.md', '# Rules\n\n- **ME1** Joining.\n- **ME2** Leaving.\n')
  const check = (code: string) => checkCitations(spec, [readSource('a.test.ts', code)])

  test('each rule is shown, each number is a rule', () => {
    expect(check("test('[ME1] joins', f)\ntest(`[ME2, ME1] leaves`, f)")).toEqual([])
  })
  test('a rule without a test', () => {
    expect(check("test('[ME1] joins', f)")).toEqual([{ path: 'SPEC.md', line: 4, text: 'no test shows ME2' }])
  })
  test('a number without a rule', () => {
    expect(check("test('[ME1, ME2] joins', f)\ntest('[ME9] flies', f)")).toEqual([
      { path: 'a.test.ts', line: 2, text: 'ME9 is no rule of SPEC.md' },
    ])
  })
})
