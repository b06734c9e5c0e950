import { randomBytes, randomUUIDv7 } from 'node:crypto'
import type { Ids } from './types.ts'

/** Bytes of chance in a token: guessing one is hopeless. */
const TOKEN_BYTES = 12

export const systemIds: Ids = {
  uuid: () => randomUUIDv7(),
  token: () => randomBytes(TOKEN_BYTES).toString('base64url'),
}
