import { assembleClient } from '../client.ts'
import type { CallDeps } from '../media-deps.ts'
import type { CallClient, CallState, ClientOptions, RoomfulClient } from '../types.ts'
import { FakeServer } from './fake-server.fixture.ts'
import { ManualClock } from './manual-clock.fixture.ts'

/** Promises settle in a few turns of the microtask queue; nothing in these tests waits for time. */
const TURNS = 12
/** Frames move in between, or every beat would go unanswered. */
const STEP_MS = 500

export interface World {
  readonly clock: ManualClock
  readonly server: FakeServer
  /** What each room gave to its call, by the order of making. */
  readonly calls: CallDeps[]
  client(name: string, options?: Partial<ClientOptions>): RoomfulClient
  /** Runs until nothing moves any more. */
  settle(): Promise<void>
  advance(ms: number): Promise<void>
}

export function createWorld(): World {
  const clock = new ManualClock()
  const server = new FakeServer(clock)
  const calls: CallDeps[] = []

  function createCall(deps: CallDeps): CallClient {
    calls.push(deps)
    const refuse = () => Promise.reject(new Error('no media in these tests'))
    const state: CallState = {
      ...{ status: 'idle', fault: null, mediaFault: null, peers: [], activeSpeaker: null, sharing: [] },
      ...{ media: { audio: false, video: false, screen: false }, localStream: null, localScreen: null },
      localLevel: 0,
    }
    return {
      ...{ get: () => state, subscribe: () => () => {}, join: refuse, leave: () => Promise.resolve() },
      ...{ setMicrophone: refuse, setCamera: refuse, startScreen: refuse, stopScreen: refuse },
      ...{ setDevice: refuse, stats: refuse },
    }
  }
  async function settle(): Promise<void> {
    do {
      for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve()
    } while (server.pump())
  }
  return {
    clock,
    server,
    calls,
    client: (name, options = {}) =>
      assembleClient(
        {
          ...{ url: 'http://roomful.test', token: name, clock, random: () => 0.5 },
          WebSocket: server.WebSocket,
          ...options,
        },
        createCall,
      ),
    settle,
    async advance(ms) {
      await settle()
      for (let left = ms; left > 0; left -= STEP_MS) {
        clock.advance(Math.min(left, STEP_MS))
        await settle()
      }
    },
  }
}
