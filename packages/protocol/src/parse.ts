import type { z } from 'zod'
import { type Fault, fault, isFaultCode } from './faults.ts'

/** Which fault a failed parse is: the one its schema names, else `bad_payload` with the path of the first issue. */
export const faultOf = (error: z.ZodError): Fault => {
  for (const issue of error.issues) {
    const named: unknown = issue.code === 'custom' ? issue.params?.fault : undefined
    if (isFaultCode(named)) return fault(named)
  }
  const first = error.issues[0]
  return fault(
    'bad_payload',
    first ? `${first.path.map(String).join('.') || 'body'}: ${first.message}` : undefined,
  )
}

/** Parses without throwing. */
export const parse = <S extends z.ZodType>(
  schema: S,
  value: unknown,
): { ok: true; value: z.output<S> } | { ok: false; fault: Fault } => {
  const parsed = schema.safeParse(value)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, fault: faultOf(parsed.error) }
}
