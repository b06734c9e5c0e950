import type {
  AckFrame,
  ErrorFrame,
  EventsFrame,
  Fault,
  LiveFrame,
  LiveStateFrame,
  MovedFrame,
  Principal,
  ResetFrame,
  ServerFrame,
  WelcomeFrame,
  WireFault,
} from '@roomful/protocol'
import { BEAT_IN_CALL_MS, BEAT_MS, FAULTS } from '@roomful/protocol'
import type { Dialect } from './dialect.ts'
import { jsonFrame, textFrame } from './native-frames.ts'

const frame = <F extends ServerFrame>(value: F): Buffer => jsonFrame(value)

/** The vocabulary of the catalogue itself. Its packets are finished WebSocket frames, so that one buffer serves all. */
export const native: Dialect<Buffer> = {
  name: 'native',
  events({ slug: room, epoch }, entries) {
    const from = entries[0]?.seq
    return from === undefined ? undefined : frame<EventsFrame>({ t: 'events', room, epoch, from, entries })
  },
  live: ({ slug: room }, entries) => frame<LiveFrame>({ t: 'live', room, entries }),
  liveState: ({ slug: room }, state) => frame<LiveStateFrame>({ t: 'live_state', room, state }),
  snapshot: (_room, parts) => Buffer.concat(parts.map(frame)),
  reset: ({ slug: room }, reason) => frame<ResetFrame>({ t: 'reset', room, reason }),
  join: (packets) => (packets.length === 1 && packets[0] ? packets[0] : Buffer.concat(packets)),
}

const wireFault = (fault: Fault): WireFault => ({ ...fault, text: FAULTS[fault.code].text })

export const ackFrame = (id: number, result: unknown): Buffer =>
  frame<AckFrame>({ t: 'ack', id, ok: true, result })
export const refusalFrame = (id: number, fault: Fault): Buffer =>
  frame<AckFrame>({ t: 'ack', id, ok: false, error: wireFault(fault) })
export const errorFrame = (fault: Fault, fatal: boolean): Buffer =>
  frame<ErrorFrame>({ t: 'error', error: wireFault(fault), fatal })
export const movedFrame = (after_ms: number): Buffer => frame<MovedFrame>({ t: 'moved', after_ms })
export const welcomeFrame = (connection: string, { id, name, admin }: Principal, now: number): Buffer =>
  frame<WelcomeFrame>({
    t: 'welcome',
    connection,
    principal: { id, name, admin },
    beat_ms: BEAT_MS,
    beat_in_call_ms: BEAT_IN_CALL_MS,
    now,
  })
export const BEAT_FRAME: Buffer = textFrame('{"t":"beat"}')
