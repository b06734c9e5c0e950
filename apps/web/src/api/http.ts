import type { AppFaultCode } from '../text/faults.en.ts'
import { FAULTS } from '@roomful/protocol/faults'

/** A refusal of the server, or `server_away` when there was no answer at all. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault'
  readonly code: AppFaultCode
  readonly retryAfterMs: number | null
  constructor(code: AppFaultCode, retryAfterMs: number | null = null) {
    super(code)
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

const isCode = (code: unknown): code is AppFaultCode =>
  typeof code === 'string' && (Object.hasOwn(FAULTS, code) || code === 'removed')

async function toFault(response: Response): Promise<ApiFault> {
  try {
    const problem: unknown = await response.json()
    if (typeof problem === 'object' && problem !== null && 'code' in problem && isCode(problem.code)) {
      const wait = 'retry_after_ms' in problem ? Number(problem.retry_after_ms) : Number.NaN
      return new ApiFault(problem.code, Number.isFinite(wait) ? wait : null)
    }
  } catch {
    // Not ours: a proxy in between answered.
  }
  return new ApiFault(response.status >= 500 ? 'server_away' : 'internal')
}

/** Same origin, JSON both ways; the guest's cookie travels along. @throws ApiFault, and AbortError when the signal fires. */
export async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, {
      ...init,
      headers: { accept: 'application/json', ...(init.body ? { 'content-type': 'application/json' } : {}) },
    })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiFault('server_away')
  }
  if (!response.ok) throw await toFault(response)
  return (await response.json()) as T
}

export const post = <T>(path: string, body: unknown) =>
  request<T>(path, { method: 'POST', body: JSON.stringify(body) })
