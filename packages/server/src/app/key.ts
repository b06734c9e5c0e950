import { hash } from 'node:crypto'

/** An idempotency key with what it stands for. */
export interface CommandKey {
  readonly text: string
  /** Of type and body; tells a retry from another command under the same key. */
  readonly hash: string
}

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** @param body as parsed: defaults filled in, unknown fields gone. The order of its fields does not matter. */
export const commandKey = (text: string, type: string, body: unknown): CommandKey => ({
  text,
  hash: hash('sha256', `${type}\n${JSON.stringify(body, sorted)}`, 'base64url'),
})

/** The first answer again, for a retry: where an answer tells duplicates apart, this is one. */
export function repeated(answer: string): unknown {
  const first: unknown = JSON.parse(answer)
  return typeof first === 'object' && first !== null && 'duplicate' in first
    ? { ...first, duplicate: true }
    : first
}
