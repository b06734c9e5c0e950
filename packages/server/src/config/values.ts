import { z } from 'zod'

/** Text that has to be there: whitespace around it is not part of it. */
export const text = z.string().trim().min(1)

export const whole = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max))

const YES = new Set(['true', 'on', 'yes', '1'])
const NO = new Set(['false', 'off', 'no', '0'])

export const flag = z
  .string()
  .transform((value) => value.trim().toLowerCase())
  .refine((value) => YES.has(value) || NO.has(value))
  .transform((value) => YES.has(value))

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values)

const parts = (value: string) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const isOrigin = (value: string) => {
  const url = URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === value.replace(/\/$/, '')
}

/** `scheme://host[:port]` without a path. */
export const origin = z
  .string()
  .trim()
  .refine(isOrigin)
  .transform((value) => new URL(value).origin)
export const origins = z.string().transform(parts).pipe(z.array(origin))

const schemed = (schemes: RegExp) =>
  z
    .string()
    .transform(parts)
    .pipe(z.array(z.string().regex(schemes)))
export const stunUrls = schemed(/^stuns?:[^\s]+$/)
export const turnUrls = schemed(/^turns?:[^\s]+$/)

/** false, a number of proxies in front of us, or their addresses. */
export const proxies = z.string().transform((value, ctx): false | number | readonly string[] => {
  const trimmed = value.trim().toLowerCase()
  if (NO.has(trimmed)) return false
  if (YES.has(trimmed)) return 1
  if (/^[2-9]$/.test(trimmed)) return Number(trimmed)
  const ranges = parts(trimmed)
  if (ranges.length === 0 || !ranges.every((range) => RANGE.test(range)))
    ctx.addIssue({ code: 'custom', message: 'neither a number nor addresses' })
  return ranges
})
const RANGE = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)(?:\/\d{1,3})?$/
