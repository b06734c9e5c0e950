import { type Fault, fault } from '@roomful/protocol'

/** A cursor that this server did not give. */
export class BadCursor extends Error {
  readonly fault: Fault = fault('bad_payload', 'cursor: not one of this server')
}

/** Cursors are the integers of the last row in the order of the page, joined by dots. */
export const toCursor = (...places: readonly number[]): string => places.join('.')

export const fromCursor = <N extends number>(cursor: string, length: N): number[] => {
  const places = cursor.split('.').map(Number)
  if (places.length !== length || !places.every(Number.isSafeInteger)) throw new BadCursor()
  return places
}
