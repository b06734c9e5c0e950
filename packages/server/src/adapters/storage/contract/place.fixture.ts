import type { Storage } from '../../../ports/storage.ts'

/** A database that starts empty and can be opened more than once. */
export interface Place {
  open(): Promise<Storage>
  remove(): Promise<void>
}
/** Runs `use` on a storage that is gone afterwards. */
export type WithStorage = (use: (storage: Storage, place: Place) => Promise<void>) => () => Promise<void>
