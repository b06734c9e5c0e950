import { type Fault, type FaultCode, fault, isFaultCode } from '@roomful/protocol'

/** Leaves a handler with a fault; answered as problem+json. */
export class Refused extends Error {
  readonly fault: Fault
  /** For `method_not_allowed`. */
  readonly allow: readonly string[]
  constructor(fault: Fault, allow: readonly string[] = []) {
    super(fault.code)
    this.fault = fault
    this.allow = allow
  }
}

/** The value of an outcome; throws Refused when it is a fault. */
export function unwrap<T>(outcome: { ok: true; result: T } | { ok: false; fault: Fault }): T {
  if (!outcome.ok) throw new Refused(outcome.fault)
  return outcome.result
}

/** By Fastify's own error codes. */
const FRAMEWORK: Readonly<Record<string, [FaultCode, string?]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad_frame', 'the body is not JSON'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['bad_frame', 'the body is empty'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad_frame', 'the body has not the length that Content-Length says'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type'],
  FST_ERR_NOT_FOUND: ['not_found'],
  FST_ERR_BAD_URL: ['bad_frame', 'the address is not properly percent-encoded'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found'],
}

/** Other refusals of the framework and of the file server. */
const byStatus = (error: object): Fault | undefined => {
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status === 403 || status === 404) return fault('not_found')
  return status >= 400 && status < 500 ? fault('bad_frame', 'the request cannot be read') : undefined
}

const codeOf = (error: object) => ('code' in error && typeof error.code === 'string' ? error.code : '')

/** Which fault an error is, undefined when it is a bug of ours. Errors of the ports carry theirs as `fault`. */
export function faultOfError(error: unknown): Fault | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('fault' in error && typeof error.fault === 'object' && error.fault !== null && 'code' in error.fault) {
    const carried = error.fault
    // Only the ports and the app throw such errors; their type says what `fault` is.
    if (isFaultCode(carried.code)) return { ...carried, code: carried.code }
  }
  const [code, detail] = FRAMEWORK[codeOf(error)] ?? []
  return code === undefined ? byStatus(error) : fault(code, detail)
}
