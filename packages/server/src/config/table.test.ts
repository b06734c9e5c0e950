import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { environmentTable } from './table.ts'

test('[SU7] docs/OPERATIONS.md has this table; paste it there when it changes', () => {
  const page = readFileSync(new URL('../../../../docs/OPERATIONS.md', import.meta.url), 'utf8')
  expect(page).toContain(environmentTable())
})
