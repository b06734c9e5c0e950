import type { Leg, LiveEvent, LiveState } from '@roomful/protocol'
import type { Feature, RoomCommands } from './feature.ts'
import type { CallDeps, CallEvent, CallLink } from './media-deps.ts'
import { type Batch, callAll, createCell, subscribeTo } from './readable.ts'

export interface CallLine {
  readonly deps: Pick<CallDeps, 'onEvent' | 'onLegs' | 'link' | 'send'>
  readonly feature: Feature
  setLink(link: CallLink): void
}

const isCallEvent = (event: LiveEvent): event is CallEvent =>
  event.type === 'call.joined' ||
  event.type === 'call.left' ||
  event.type === 'media.changed' ||
  event.type === 'signal.sent'

/** What a call hears of its room: first all legs, then each change, and nothing before the room is joined. */
export function createCallLine(batch: Batch, commands: RoomCommands): CallLine {
  const link = createCell<CallLink>(batch, { status: 'left', connection: null })
  const eventListeners = new Set<(event: CallEvent) => void>()
  const legsListeners = new Set<(legs: readonly Leg[]) => void>()
  let joined = false
  /** The legs were told on this connection; what follows goes straight on. */
  let told = false
  let legs: readonly Leg[] | null = null
  let backlog: CallEvent[] = []

  const tell = () => {
    if (!joined || !legs) return
    const [news, events] = [legs, backlog]
    told = true
    legs = null
    backlog = []
    batch.afterwards(() => {
      callAll(legsListeners, news)
      for (const event of events) callAll(eventListeners, event)
    })
  }
  const close = () => {
    joined = told = false
    legs = null
    backlog = []
  }
  return {
    setLink: link.set,
    deps: {
      link,
      send: (type, body) => commands.ask('cmd', type, body),
      onEvent: (listener) => subscribeTo(eventListeners, listener),
      onLegs: (listener) => subscribeTo(legsListeners, listener),
    },
    feature: {
      onLive(event) {
        if (!isCallEvent(event)) return
        if (legs) backlog.push(event)
        else if (told) batch.afterwards(() => callAll(eventListeners, event))
      },
      onLiveState(state: LiveState) {
        legs = state.legs
        backlog = []
        tell()
      },
      onJoined() {
        joined = true
        tell()
      },
      onLost: close,
      onLeft: close,
    },
  }
}
