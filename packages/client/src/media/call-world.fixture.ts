import { ManualClock } from '../testing/manual-clock.fixture.ts'
import type { CallClient } from '../types.ts'
import { createCall } from './call.ts'
import { FakeMediaDevices, fakeEnvironment } from './devices.fixture.ts'
import { createFakeCallRoom, type FakeCallRoom, type FakeLine } from './fake-room.fixture.ts'
import { FakeNetwork } from './network.fixture.ts'
import { settle } from './pair.fixture.ts'
import { connectionsOn } from './rtc.fixture.ts'
import { FakeStream, FakeTrack } from './tracks.fixture.ts'

export interface Person {
  readonly call: CallClient
  readonly line: FakeLine
  readonly devices: FakeMediaDevices
  /** How often the state was announced. */
  readonly renders: () => number
}
export interface CallWorld {
  readonly clock: ManualClock
  readonly network: FakeNetwork
  readonly room: FakeCallRoom
  person(name: string): Person
  /** Somebody in the call, with microphone and camera from a pre-join page. */
  caller(name: string): Promise<Person>
  /** Time passes in steps of the pulse. */
  pass(ms: number): Promise<void>
}

export const previewStream = () =>
  new FakeStream([new FakeTrack('audio', 'mic'), new FakeTrack('video', 'cam')])

/** People in one call: real call logic, model connections, model server. */
export function createCallWorld(): CallWorld {
  const clock = new ManualClock()
  const network = new FakeNetwork()
  const room = createFakeCallRoom(clock)
  const world: CallWorld = {
    clock,
    network,
    room,
    person(name) {
      const devices = new FakeMediaDevices()
      const line = room.line(`user:${name}`)
      const environment = fakeEnvironment({
        RTCPeerConnection: connectionsOn(network),
        mediaDevices: devices,
        listen: () => ({ amplitude: () => network.amplitude, close() {} }),
      })
      const call = createCall(line.deps, environment)
      let renders = 0
      call.subscribe(() => {
        renders += 1
      })
      return { call, line, devices, renders: () => renders }
    },
    async caller(name) {
      const person = world.person(name)
      await person.call.join({ stream: previewStream() })
      await settle()
      return person
    },
    async pass(ms) {
      for (let passed = 0; passed < ms; passed += 100) {
        clock.advance(100)
        await settle(30)
      }
      await settle()
    },
  }
  return world
}

/** Who is seen, and how. */
export const seen = ({ call }: Person) =>
  call.get().peers.map(({ leg, state }) => `${leg.participant.replace('user:', '')} ${state}`)
