import { z } from 'zod'
import { LIMITS } from './limits.ts'

const RESERVED = new Set(['__proto__', 'constructor', 'prototype'])

/** What keeps a value out of user data, or undefined when it may enter. Iterative: hostile depth must not end the stack. */
const refusal = (root: unknown): 'data_too_deep' | 'key_reserved' | undefined => {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }]
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth > LIMITS.USER_DATA_DEPTH) return 'data_too_deep'
    for (const [key, value] of Object.entries(next.value)) {
      if (RESERVED.has(key)) return 'key_reserved'
      open.push({ value, depth: next.depth + 1 })
    }
  }
  return undefined
}

/** A JSON object that belongs to a participant: 16 KiB, 8 levels, no reserved keys. Nothing is ever authorised from it. */
export const UserData = z
  .custom<Record<string, unknown>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  )
  .superRefine((value, ctx) => {
    const why = refusal(value)
    if (why) ctx.addIssue({ code: 'custom', message: why, params: { fault: why } })
  })
  .meta({ type: 'object', description: 'JSON object, 16 KiB, 8 levels deep' })
export type UserData = Record<string, unknown>

/** Size of a value as JSON, bytes of UTF-8. Counted by hand: the package runs where there is no TextEncoder. */
export const jsonBytes = (value: unknown): number => {
  let bytes = 0
  for (const char of JSON.stringify(value) ?? '') {
    const code = char.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
