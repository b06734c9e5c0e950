/** Rows in the document at most; a test counts 120. */
export const SPAN_MAX = 100
/** Rows shown at the bottom, and rows that come in at an end at once. */
const SPAN_START = 60
const STEP = 30

/** Which part of the messages is in the document. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The end of the list. */
export const endSpan = (count: number): Span => ({ from: Math.max(0, count - SPAN_START), to: count })

/** More above; what is far below goes. */
export const earlier = ({ from, to }: Span): Span => {
  const next = Math.max(0, from - STEP)
  return { from: next, to: Math.min(to, next + SPAN_MAX) }
}

/** More below; what is far above goes. */
export const later = ({ from, to }: Span, count: number): Span => {
  const next = Math.min(count, to + STEP)
  return { from: Math.max(from, next - SPAN_MAX), to: next }
}

/** Around one message, to jump to it. */
export const around = (at: number, count: number): Span => {
  const from = Math.max(0, Math.min(at - SPAN_START / 2, count - SPAN_START))
  return { from, to: Math.min(count, from + SPAN_START) }
}
