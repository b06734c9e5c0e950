import type { Fault, FaultCode } from '@roomful/protocol'
import { FAULTS, isFaultCode, type Retry } from '@roomful/protocol/faults'

/** Refusals that no server gave: the line was missing, slow, closed, or the queue was full. */
const LOCAL_FAULTS = {
  offline: { retry: 'later', text: 'there is no connection at the moment' },
  timeout: { retry: 'later', text: 'the server did not answer in time' },
  closed: { retry: 'never', text: 'the client was closed' },
  left: { retry: 'never', text: 'the room was left' },
  discarded: { retry: 'never', text: 'the change was withdrawn' },
  queue_full: { retry: 'later', text: 'too many changes are waiting for the connection' },
} as const satisfies Record<string, { retry: Retry; text: string }>

export type LocalFaultCode = keyof typeof LOCAL_FAULTS
export type ErrorCode = FaultCode | LocalFaultCode

const specOf = (code: ErrorCode): { readonly retry: Retry; readonly text: string } =>
  code in LOCAL_FAULTS ? LOCAL_FAULTS[code as LocalFaultCode] : FAULTS[code as FaultCode]

/** Everything the SDK rejects with, except the reason of an aborted signal. */
export class RoomfulError extends Error {
  readonly code: ErrorCode
  /** English, for developers; the app has its own words for the code. */
  readonly text: string
  /** never: the request is wrong. later: try again. renew: get another token first. */
  readonly retry: Retry
  readonly retryAfterMs: number | null
  /** The refusal as the server gave it; null when none did. */
  readonly fault: Fault | null

  constructor(code: ErrorCode, detail?: string, retryAfterMs?: number) {
    const { retry, text } = specOf(code)
    super(detail ? `${code}: ${text} (${detail})` : `${code}: ${text}`)
    this.name = 'RoomfulError'
    this.code = code
    this.text = text
    this.retry = retry
    this.retryAfterMs = retryAfterMs ?? null
    this.fault = isFaultCode(code)
      ? {
          code,
          ...(detail === undefined ? {} : { detail }),
          ...(retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }),
        }
      : null
  }
}

/** Codes of a newer server count as `internal`. */
export const errorOf = (fault: Pick<Fault, 'detail' | 'retry_after_ms'> & { code: string }): RoomfulError =>
  isFaultCode(fault.code)
    ? new RoomfulError(fault.code, fault.detail, fault.retry_after_ms)
    : new RoomfulError('internal', fault.code, fault.retry_after_ms)

export const asRoomfulError = (error: unknown): RoomfulError =>
  error instanceof RoomfulError ? error : new RoomfulError('internal', String(error))
