import type { Readable } from 'node:stream'
import type { Fault } from '@roomful/protocol'

/** Stored files, by random name. */
export interface Blobs {
  readonly name: 'disk' | 's3'
  /** Complete and durable when it resolves; an aborted stream leaves nothing. Rejects with BlobRefused: `too_large`,
   *  or `not_found` for what is no name. */
  put(name: string, from: Readable, maxBytes: number): Promise<{ bytes: number }>
  get(name: string): Promise<{ stream: Readable; bytes: number } | undefined>
  remove(name: string): Promise<void>
  ping(): Promise<void>
}

export class BlobRefused extends Error {
  readonly fault: Fault
  constructor(fault: Fault) {
    super(fault.code)
    this.fault = fault
  }
}
