import { expect, test } from 'vitest'
import { createLog, redactText } from './log.ts'

const CANARY = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.Y2FuYXJ5Y2FuYXJ5'

async function logged(fields: object, text = 'x') {
  const lines: string[] = []
  const log = await createLog(
    { mode: 'production', logLevel: 'trace', debug: false },
    { write: (line) => void lines.push(line) },
  )
  log.info(fields, text)
  return lines.join('')
}

test.each([
  ['a field', { token: CANARY }],
  ['a nested field', { body: { token: CANARY, ticket: CANARY } }],
  ['headers', { req: { headers: { authorization: `Bearer ${CANARY}`, cookie: `roomful_guest=${CANARY}` } } }],
  ['an address', { url: `/v1?token=${CANARY}&room=garden` }],
  ['an error', { err: new Error(`bad token ${CANARY}`) }],
])('[RS15] no token in the log: %s', async (_name, fields) => {
  const line = await logged(fields)
  expect(line).not.toContain('Y2FuYXJ5')
  expect(line).toContain('[redacted]')
})

test('[RS15] no token in the text of a line, and the rest stays', async () => {
  expect(await logged({}, `hello ${CANARY} world`)).toContain('hello [redacted] world')
  expect(redactText('/admin?ticket=abc&x=1#token=opaque')).toBe(
    '/admin?ticket=[redacted]&x=1#token=[redacted]',
  )
})
