import { asRoomfulError, RoomfulError } from './errors.ts'
import type { ClientOptions } from './types.ts'

/** Tokens refused in a row before the client gives up: the one it had and a fresh one. */
const REFUSALS_MAX = 2

/** Where tokens come from; asks only when there is none or the last was refused. */
export class TokenSource {
  readonly #source: ClientOptions['token']
  #token: string | null = null
  #refusals = 0

  constructor(source: ClientOptions['token']) {
    this.#source = source
  }

  /** Rejects with RoomfulError: `retry` says whether asking again may help. */
  async get(): Promise<string> {
    if (typeof this.#source === 'string') return this.#source
    try {
      this.#token ??= await this.#source()
      return this.#token
    } catch (error) {
      throw error instanceof RoomfulError ? error : new RoomfulError('offline', asRoomfulError(error).message)
    }
  }

  /** @returns whether another token may be tried */
  refused(): boolean {
    this.#token = null
    this.#refusals += 1
    return typeof this.#source !== 'string' && this.#refusals < REFUSALS_MAX
  }

  /** One was accepted, or a person wants another try. */
  forgive(): void {
    this.#refusals = 0
  }
}
