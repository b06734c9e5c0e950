import { migration as rooms } from './0001-rooms.ts'
import type { Migration } from './migration.ts'

export * from './migration.ts'

/** Every step of the schema, in order. */
export const MIGRATIONS: readonly Migration[] = [rooms]
