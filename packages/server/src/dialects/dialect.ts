import type { LiveEvent, LiveState, LogEntry, ResetFrame, SnapshotFrame } from '@roomful/protocol'

/** What outbound tables may know of a room. */
export interface RoomView {
  readonly slug: string
  readonly epoch: string
}

/** The outbound half of a vocabulary. A packet is made once per audience and shared by all of its links, never per viewer. */
export interface Dialect<Packet = unknown> {
  readonly name: string
  /** Contiguous logged events. Undefined when the vocabulary says nothing of them. */
  events(room: RoomView, entries: readonly LogEntry[]): Packet | undefined
  live(room: RoomView, events: readonly LiveEvent[]): Packet | undefined
  liveState(room: RoomView, state: LiveState): Packet | undefined
  snapshot(room: RoomView, parts: readonly SnapshotFrame[]): Packet | undefined
  reset(room: RoomView, reason: ResetFrame['reason']): Packet | undefined
  /** Several packets as one, in order. */
  join(packets: readonly Packet[]): Packet
}
