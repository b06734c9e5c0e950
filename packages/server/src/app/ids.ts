import { randomBytes, randomInt, randomUUIDv7 } from 'node:crypto'
import type { Ids } from './types.ts'

/** Bytes of chance in a token: guessing one is hopeless. */
const TOKEN_BYTES = 12
/** Letters that are not taken for others when read out: 21^10 addresses, 44 bits. */
const LETTERS = 'abcdefghjkmnpqrstwxyz'
const GROUPS = [3, 4, 3]

const letters = (count: number): string =>
  Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('')

export const systemIds: Ids = {
  uuid: () => randomUUIDv7(),
  token: () => randomBytes(TOKEN_BYTES).toString('base64url'),
  slug: () => GROUPS.map(letters).join('-'),
}
