import { type Fault, type FaultCode, fault, isFaultCode } from '@roomful/protocol'
import type { Log, Outcome } from './types.ts'

export const accepted = <T>(result: T): Outcome<T> => ({ ok: true, result })
export const refused = (code: FaultCode, detail?: string): Outcome<never> => ({
  ok: false,
  fault: fault(code, detail),
})

/** The fault that a port's error carries (`StorageUnavailable`, a cursor of nobody). */
const faultIn = (error: unknown): Fault | undefined => {
  const carried: unknown = error instanceof Error && 'fault' in error ? error.fault : undefined
  return typeof carried === 'object' && carried !== null && 'code' in carried && isFaultCode(carried.code)
    ? (carried as Fault)
    : undefined
}

/** What a rejection means to the asker: a fault of a port, or a bug of ours that goes into the log. */
export function failed(error: unknown, log: Log, doing: string): Outcome<never> {
  const known = faultIn(error)
  if (known) return { ok: false, fault: known }
  log.error({ err: error, doing }, 'unexpected failure')
  return refused('internal')
}
