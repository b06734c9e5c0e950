import { ClientFrame, type Fault, fault, LIMITS, parse } from '@roomful/protocol'

/** Levels of objects and arrays that a body may have; user data has 8, nothing else more than that. */
const DEPTH = 32
/** Smaller frames cannot be nested so deep that a recursion over them would end the stack. */
const HARMLESS_BYTES = 2_048

/** `id` is there when the frame was a request that can be answered. */
export type Inbound =
  | { readonly ok: true; readonly frame: ClientFrame }
  | { readonly ok: false; readonly fault: Fault; readonly id: number | undefined }

const refuse = (why: Fault, id?: number): Inbound => ({ ok: false, fault: why, id })

/** Reads one WebSocket message. Total: any bytes give a frame or a fault. */
export function readFrame(data: Buffer, isBinary: boolean): Inbound {
  if (isBinary) return refuse(fault('bad_frame', 'frames are text'))
  let value: unknown
  try {
    value = JSON.parse(data.toString())
  } catch {
    return refuse(fault('bad_frame', 'not JSON'))
  }
  const id = requestId(value)
  if (data.length > HARMLESS_BYTES && deeperThan(value, DEPTH))
    return refuse(fault('bad_payload', `more than ${DEPTH} levels deep`), id)
  const parsed = parse(ClientFrame, value)
  if (!parsed.ok) {
    const { code, detail } = parsed.fault
    return refuse(fault(code === 'bad_payload' ? 'bad_frame' : code, detail), id)
  }
  const frame = parsed.value
  if (data.length > LIMITS.BODY_BYTES && 'body' in frame && bodyBytes(frame.body) > LIMITS.BODY_BYTES)
    return refuse(fault('too_large'), id)
  return { ok: true, frame }
}

const requestId = (value: unknown): number | undefined => {
  if (typeof value !== 'object' || value === null || !('t' in value) || !('id' in value)) return undefined
  const { t, id } = value
  const isRequest = t === 'cmd' || t === 'query'
  return isRequest && typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : undefined
}

const bodyBytes = (body: unknown): number => Buffer.byteLength(JSON.stringify(body) ?? '')

/** Level by level, since hostile depth must not end the stack. */
const deeperThan = (root: unknown, levels: number): boolean => {
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true
    const next: unknown[] = []
    for (const value of level)
      if (typeof value === 'object' && value !== null)
        for (const inner of Object.values(value))
          if (typeof inner === 'object' && inner !== null) next.push(inner)
    level = next
  }
  return false
}
