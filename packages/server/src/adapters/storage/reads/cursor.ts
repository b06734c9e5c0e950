import { type Fault, fault } from '@roomful/protocol'
import type { Page } from '../../../ports/storage.ts'

/** A cursor that this server did not give. */
export class BadCursor extends Error {
  readonly fault: Fault = fault('bad_payload', 'cursor: not one of this server')
}

/** Cursors are the integers of the last row in the order of the page, joined by dots. */
export const toCursor = (...places: readonly number[]): string => places.join('.')

/** @param length how many integers the page is ordered by */
export const fromCursor = (cursor: string, length: number): number[] => {
  const places = cursor.split('.')
  if (places.length !== length || !places.every((place) => /^\d{1,15}$/.test(place))) throw new BadCursor()
  return places.map(Number)
}

/** One row more than asked for tells whether there is another page. */
export const toPage = <T>(rows: readonly T[], limit: number, cursor: (last: T) => string): Page<T> => {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next_cursor: rows.length > limit && last !== undefined ? cursor(last) : null }
}
