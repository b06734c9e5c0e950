import type { Readable } from 'node:stream'

/** Stored files, by random name. */
export interface Blobs {
  readonly name: 'disk' | 's3'
  /** Complete and durable when it resolves; an aborted stream leaves nothing. */
  put(name: string, from: Readable, maxBytes: number): Promise<{ bytes: number }>
  get(name: string): Promise<{ stream: Readable; bytes: number } | undefined>
  remove(name: string): Promise<void>
  ping(): Promise<void>
}
