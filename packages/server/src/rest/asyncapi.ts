import {
  BeatFrame,
  COMMANDS,
  CommandFrame,
  EVENTS,
  type EventSpec,
  HelloFrame,
  LIMITS,
  LiveState,
  Position,
  QUERIES,
  QueryFrame,
  Snapshot,
  SUBPROTOCOL,
} from '@roomful/protocol'
import { z } from 'zod'
import { VERSION } from '../version.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io, unrepresentable: 'any' })
  return rest
}

const CHANNEL = '#/channels/socket'
const refTo = (message: string) => ({ $ref: `${CHANNEL}/messages/${message}` })
const messageOf = (name: string, summary: string, payload: Json) => ({
  name,
  summary,
  contentType: 'application/json',
  payload,
})

/** A command or query as its frame, with the body of that one. */
const requestOf = (frame: typeof CommandFrame | typeof QueryFrame, name: string, body: z.ZodType) =>
  schemaOf(frame.extend({ type: z.literal(name), body }), 'input')

const eventOf = (spec: EventSpec) => z.object({ type: z.literal(spec.name), payload: spec.payload })
const entries = (delivery: EventSpec['delivery'], more: z.ZodRawShape) =>
  z.array(
    z.union(
      Object.values<EventSpec>(EVENTS)
        .filter((spec) => spec.delivery === delivery)
        .map((spec) => eventOf(spec).extend(more)),
    ),
  )

const WireFault = z.object({
  code: z.string(),
  text: z.string(),
  detail: z.string().optional(),
  retry_after_ms: z.int().optional(),
})
const Place = z.object({ seq: z.int().positive(), at: z.int() }).shape

/** Frames from the server, as in the protocol's frames. */
const OUTBOUND: Readonly<Record<string, [summary: string, frame: z.ZodType]>> = {
  welcome: [
    'Answer to hello',
    z.object({
      t: z.literal('welcome'),
      connection: z.string(),
      principal: z.object({ id: z.string(), name: z.string(), admin: z.boolean() }),
      beat_ms: z.int(),
      beat_in_call_ms: z.int(),
      now: z.int(),
    }),
  ],
  ack: [
    'Answer to the cmd or query of the same id; for logged commands after the durable commit',
    z.union([
      z.object({ t: z.literal('ack'), id: z.int(), ok: z.literal(true), result: z.unknown() }),
      z.object({ t: z.literal('ack'), id: z.int(), ok: z.literal(false), error: WireFault }),
    ]),
  ],
  events: [
    'Logged events, contiguous from `from`; `hidden` keeps the numbers whole',
    z.object({
      t: z.literal('events'),
      room: z.string(),
      epoch: z.string(),
      from: z.int(),
      entries: z.union([entries('log', Place), z.array(z.object({ ...Place, type: z.literal('hidden') }))]),
    }),
  ],
  live: [
    'Events that are not logged and may be lost',
    z.object({ t: z.literal('live'), room: z.string(), entries: entries('live', {}) }),
  ],
  live_state: [
    'What is not in the log, after a resume',
    z.object({ t: z.literal('live_state'), room: z.string(), state: LiveState }),
  ],
  snapshot: ['The whole of a room, in parts', Snapshot],
  reset: [
    'The position cannot be resumed, a snapshot follows',
    z.object({
      t: z.literal('reset'),
      room: z.string(),
      reason: z.enum(['epoch', 'trimmed', 'too_far']),
    }),
  ],
  moved: [
    'The server is about to stop; connect again',
    z.object({ t: z.literal('moved'), after_ms: z.int() }),
  ],
  error: [
    'A refusal that belongs to no request',
    z.object({ t: z.literal('error'), error: WireFault, fatal: z.boolean() }),
  ],
}

function inboundMessages(): Record<string, Json> {
  const requests = [
    ...Object.values(COMMANDS).map((spec) => [spec, CommandFrame] as const),
    ...Object.values(QUERIES).map((spec) => [spec, QueryFrame] as const),
  ].map(([spec, frame]) => [
    spec.name,
    messageOf(
      spec.name,
      `${frame === CommandFrame ? 'Command' : 'Query'} ${spec.name}`,
      requestOf(frame, spec.name, spec.body),
    ),
  ])
  return {
    hello: messageOf('hello', 'Always the first frame', schemaOf(HelloFrame, 'input')),
    beat: messageOf('beat', 'Heartbeat, answered by the same', schemaOf(BeatFrame, 'input')),
    ...Object.fromEntries(requests),
  }
}

/** Where the socket is, as the document says it. */
export const serverAt = ({ host, secure }: { host: string; secure: boolean }): Json => ({
  here: { host, protocol: secure ? 'wss' : 'ws' },
})

/** AsyncAPI 3.0 of the WebSocket `/v1`, from the catalogue that validates it; without `servers`. */
export function asyncApi(): Json {
  const inbound = inboundMessages()
  const outbound = Object.entries(OUTBOUND).map(([name, [summary, frame]]) => [
    name,
    messageOf(name, summary, schemaOf(frame, 'output')),
  ])
  const requests = Object.values({ ...COMMANDS, ...QUERIES }).map((spec) => [
    spec.name,
    {
      action: 'receive',
      channel: { $ref: CHANNEL },
      messages: [refTo(spec.name)],
      reply: { channel: { $ref: CHANNEL }, messages: [refTo('ack')] },
      'x-result': schemaOf(spec.answer, 'output'),
      ...('lane' in spec ? { 'x-lane': spec.lane } : {}),
    },
  ])
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Roomful',
      version: VERSION,
      description: `Rooms over WebSocket, subprotocol ${SUBPROTOCOL}. Bodies have at most ${LIMITS.BODY_BYTES} bytes.`,
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      socket: {
        address: '/v1',
        messages: { ...inbound, ...Object.fromEntries(outbound) },
        bindings: { ws: {} },
      },
    },
    operations: {
      hello: {
        action: 'receive',
        channel: { $ref: CHANNEL },
        messages: [refTo('hello')],
        reply: { channel: { $ref: CHANNEL }, messages: [refTo('welcome')] },
      },
      ...Object.fromEntries(requests),
      deliver: {
        action: 'send',
        channel: { $ref: CHANNEL },
        messages: Object.keys(OUTBOUND).map(refTo),
      },
    },
    components: { schemas: { Position: schemaOf(Position, 'output') } },
  }
}
