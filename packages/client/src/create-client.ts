import { assembleClient } from './client.ts'
import { createCall } from './media/call.ts'
import type { ClientOptions, RoomfulClient } from './types.ts'

/** A client of one server. It connects when the first room is joined; a lost connection and its rooms come back by
 *  themselves. Throws TypeError where there is no WebSocket. */
export const createClient = (options: ClientOptions): RoomfulClient => assembleClient(options, createCall)
