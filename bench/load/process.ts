// The load generator's own process: it connects members, drives them and counts, on orders from the bench (IPC).
import { Crowd } from './crowd.ts'
import { NATIVE, SOCKET_IO } from './wire.ts'

export interface LoadOrders {
  /** Connects `members` per room and, unless `wait` is set, joins them one after another in each room. */
  connect: {
    wire: 'native' | 'socketio'
    port: number
    rooms: number
    members: number
    join: boolean
    keep: boolean
  }
  /** All connected members join at once; resolves when the last has joined. */
  storm: Record<string, never>
  /** Keeps `inFlight` messages unacknowledged over all rooms together. */
  saturate: { inFlight: number; ms: number }
  /** Sends at a fixed rate whatever comes back, and measures from the planned time of sending. */
  pace: { perSecond: number; ms: number }
  /** One message at a time: the next when the last one is back at its sender. */
  alone: { count: number }
  /** The frames kept by every member. */
  rosters: Record<string, never>
  disconnect: Record<string, never>
}
export interface LoadReply {
  readonly deliveries: number
  readonly messages: number
  readonly ms: number
  /** Milliseconds from sending to delivery at a sampled member. */
  readonly p50: number
  readonly p99: number
  readonly bytes: number
  /** Different rosters among all members at the end (1: all equal) and its size. */
  readonly rosters: number
  readonly rosterSize: number
}

const crowd = new Crowd({ native: NATIVE, socketio: SOCKET_IO })
process.on('message', async ({ order, args }: { order: keyof LoadOrders; args: never }) => {
  try {
    process.send?.({ reply: await crowd[order](args) })
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
process.on('disconnect', () => process.exit(0))
process.send?.({ reply: 'ready' })
