import { createRest, type ErrorCode, RoomfulError } from '@roomful/client'

/** The server this page came from; the guest's HttpOnly cookie travels along. */
export const server = createRest({ url: location.origin })

/** Why a request was refused; `internal` for what nobody foresaw. */
export const codeOf = (error: unknown): ErrorCode => (error instanceof RoomfulError ? error.code : 'internal')
