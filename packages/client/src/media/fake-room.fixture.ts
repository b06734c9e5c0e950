import {
  type CommandAnswer,
  type CommandBody,
  type CommandInput,
  joinCall,
  type Leg,
  sendSignal,
  setMedia,
} from '@roomful/protocol'
import { RoomfulError } from '../errors.ts'
import type { CallCommandName, CallDeps, CallEvent, CallLink } from '../media-deps.ts'
import { Batch, createCell, subscribeTo } from '../readable.ts'
import type { ClientClock } from '../types.ts'

export interface SentSignal extends CommandBody<'signal.send'> {
  readonly from: string
}

/** One person's line into the fake room, to be cut and mended. */
export interface FakeLine {
  readonly deps: CallDeps
  readonly connection: string | null
  inCall: boolean
  /** The socket breaks. `heard` tells the others; a killed server tells nobody. */
  lose(heard?: boolean): void
  /** Joined again under a new connection id. */
  back(): void
  leaveRoom(): void
  /** Answers the next commands of that name with this refusal. */
  refuse(name: CallCommandName, error: RoomfulError, times?: number): void
}

export interface FakeCallRoom {
  readonly legs: Map<string, Leg>
  readonly signals: SentSignal[]
  readonly commands: string[]
  /** Signals for which it says false are lost on the way, acknowledged all the same. */
  deliver: (signal: SentSignal) => boolean
  line(participant: string): FakeLine
  /** A contract's client in the call; returns what it is sent. */
  addPlain(connection: string, participant: string): SentSignal[]
  signalFrom(signal: SentSignal): void
  /** kill -9: every line breaks, nothing is remembered. */
  crash(): void
}

/** The call of one room, as the server keeps it: legs in order of joining, events in order to everybody, signals to one.
 *  Acks and events come later, in one queue per line. */
export function createFakeCallRoom(
  clock: ClientClock,
  turn: (call: () => void) => void = queueMicrotask,
): FakeCallRoom {
  const legs = new Map<string, Leg>()
  const signals: SentSignal[] = []
  const commands: string[] = []
  const plainInboxes = new Map<string, SentSignal[]>()
  const lines: { line: FakeLine; tell: (event: CallEvent) => void }[] = []
  let connections = 0

  const broadcast = (event: CallEvent) => {
    for (const { tell } of lines) tell(event)
  }
  const removeLeg = (connection: string | null, cause: 'left' | 'lost', heard = true) => {
    const leg = connection === null ? undefined : legs.get(connection)
    if (!leg) return
    legs.delete(leg.connection)
    const payload = { connection: leg.connection, participant: leg.participant, cause }
    if (heard) broadcast({ type: 'call.left', payload })
  }
  const deliverSignal = (signal: SentSignal) => {
    signals.push(signal)
    if (!room.deliver(signal)) return
    plainInboxes.get(signal.to)?.push(signal)
    const participant = legs.get(signal.from)?.participant ?? ''
    for (const { line, tell } of lines) {
      if (line.connection === signal.to) tell({ type: 'signal.sent', payload: { ...signal, participant } })
    }
  }

  const room: FakeCallRoom = {
    legs,
    signals,
    commands,
    deliver: () => true,
    line(participant) {
      const eventListeners = new Set<(event: CallEvent) => void>()
      const legsListeners = new Set<(legs: readonly Leg[]) => void>()
      const refusals: { name: CallCommandName; error: RoomfulError }[] = []
      connections += 1
      const link = createCell<CallLink>(new Batch(), { status: 'joined', connection: `c${connections}` })
      const own = () => link.get().connection

      const answerOf = (name: CallCommandName, body: CommandInput<CallCommandName>): unknown => {
        const connection = own()
        if (connection === null) throw new RoomfulError('offline')
        commands.push(name)
        const at = refusals.findIndex((refusal) => refusal.name === name)
        const [refusal] = at < 0 ? [] : refusals.splice(at, 1)
        if (refusal) throw refusal.error
        if (name === 'call.join') {
          const { media, negotiation } = joinCall.body.parse(body)
          const others = [...legs.values()].filter((leg) => leg.connection !== connection)
          const known = legs.get(connection)
          const leg: Leg = known ?? { connection, participant, negotiation, media, joined_at: clock.now() }
          legs.set(connection, leg)
          if (!known) broadcast({ type: 'call.joined', payload: leg })
          return { mode: 'mesh', leg, legs: others, ice_servers: [], ice_ttl_s: 3_600 }
        }
        const leg = legs.get(connection)
        if (!leg) throw new RoomfulError('not_in_call')
        if (name === 'call.leave') removeLeg(connection, 'left')
        if (name === 'media.set') {
          const media = setMedia.body.parse(body)
          legs.set(connection, { ...leg, media })
          broadcast({ type: 'media.changed', payload: { connection, participant, media } })
        }
        if (name === 'signal.send') {
          const signal = sendSignal.body.parse(body)
          if (!legs.has(signal.to)) throw new RoomfulError('target_not_found')
          // As JSON does: nothing is shared by reference.
          deliverSignal({ ...signal, data: structuredClone(signal.data), from: connection })
        }
        return {}
      }
      const tell = (event: CallEvent) => {
        const told = own()
        turn(() => {
          if (own() !== told || told === null) return
          for (const listener of [...eventListeners]) listener(event)
        })
      }
      const line: FakeLine = {
        deps: {
          send: <N extends CallCommandName>(name: N, body: CommandInput<N>) =>
            new Promise<CommandAnswer<N>>((resolve, reject) => {
              try {
                const answer = answerOf(name, body)
                turn(() => resolve(answer as CommandAnswer<N>))
              } catch (error) {
                reject(error)
              }
            }),
          onEvent: (listener) => subscribeTo(eventListeners, listener),
          onLegs: (listener) => subscribeTo(legsListeners, listener),
          link,
          setInCall(on) {
            line.inCall = on
          },
          clock,
          random: () => 0.5,
          clockOffsetMs: () => 0,
        },
        get connection() {
          return own()
        },
        inCall: false,
        lose(heard = true) {
          const lost = own()
          link.set({ status: 'lost', connection: null })
          removeLeg(lost, 'lost', heard)
        },
        back() {
          connections += 1
          link.set({ status: 'joined', connection: `c${connections}` })
          for (const listener of [...legsListeners]) listener([...legs.values()])
        },
        leaveRoom() {
          const left = own()
          link.set({ status: 'left', connection: null })
          removeLeg(left, 'left')
        },
        refuse(name, error, times = 1) {
          for (let i = 0; i < times; i += 1) refusals.push({ name, error })
        },
      }
      lines.push({ line, tell })
      return line
    },
    addPlain(connection, participant) {
      const inbox: SentSignal[] = []
      plainInboxes.set(connection, inbox)
      const media = { audio: true, video: true, screen: false }
      const leg: Leg = { connection, participant, negotiation: 'plain', media, joined_at: clock.now() }
      legs.set(connection, leg)
      broadcast({ type: 'call.joined', payload: leg })
      return inbox
    },
    signalFrom: deliverSignal,
    crash() {
      for (const { line } of lines) line.lose(false)
    },
  }
  return room
}
