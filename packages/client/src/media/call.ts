import type { CommandAnswer } from '@roomful/protocol'
import { RoomfulError } from '../errors.ts'
import { newKey } from '../keys.ts'
import type { CallDeps, CallEvent } from '../media-deps.ts'
import { Batch, createComputed } from '../readable.ts'
import type { CallClient, CallState } from '../types.ts'
import { createAnnouncer } from './announcer.ts'
import { OFF, settle, toSharing } from './call-state.ts'
import { browserMedia, type MediaEnvironment } from './environment.ts'
import { createFloor } from './floor.ts'
import { createLocalMedia } from './local-media.ts'
import { createMembership } from './membership.ts'
import { createMesh, type Mesh } from './mesh.ts'
import { createOutbox } from './outbox.ts'
import { createPulse } from './pulse.ts'

/** Events that may come between `call.join` and its answer; a room sends far fewer. */
const BACKLOG = 1_000

type JoinOptions = NonNullable<Parameters<CallClient['join']>[0]>

/** The call of one room. Importing or creating it touches no device and no RTCPeerConnection; `join` does.
 *  @param environment defaults to the page's globals */
export function createCall(deps: CallDeps, environment: MediaEnvironment = browserMedia): CallClient {
  const batch = new Batch()
  const floor = createFloor()
  const post = createOutbox(deps)
  let mesh: Mesh | null = null
  let relayOnly = false
  let shares = 0
  let ownShare = 0
  let backlog: CallEvent[] = []
  /** The join under way; its tracks are still the page's. */
  let starting: { done: Promise<void> } | null = null
  let last = OFF

  const compute = (): CallState => {
    const peers = mesh?.views() ?? []
    const { own } = membership
    return {
      status: membership.status,
      fault: membership.fault,
      media: local.state,
      mediaFault: local.fault,
      peers,
      activeSpeaker: floor.speaker,
      sharing: toSharing(
        mesh?.sharing() ?? [],
        own !== null && ownShare > 0 ? { connection: own, sharedAs: ownShare } : null,
      ),
      localStream: local.stream,
      localScreen: local.screen,
      localLevel: floor.ownLevel,
    }
  }
  const state = createComputed<CallState>(batch, () => {
    last = settle(last, compute())
    return last
  })
  const changed = () => state.invalidate()
  const nextShare = () => ++shares

  const local = createLocalMedia({
    environment,
    changed() {
      if (!local.screen) ownShare = 0
      else if (ownShare === 0) ownShare = nextShare()
      batch.run(() => {
        mesh?.carry(local.outgoing)
        announcer.update()
        changed()
      })
    },
  })
  const announcer = createAnnouncer(deps, () => local.state)

  const createOwnMesh = () => {
    const { RTCPeerConnection, MediaStream } = environment
    if (!RTCPeerConnection || !MediaStream) throw new TypeError('there is no WebRTC here')
    return createMesh({
      RTCPeerConnection,
      MediaStream,
      clock: deps.clock,
      random: deps.random,
      carriers: { camera: new MediaStream(), screen: new MediaStream() },
      newId: () => newKey(deps.random, deps.clock.now()),
      changed,
      send: post,
      nextShare,
    })
  }

  const entered = ({ legs, ice_servers: iceServers, leg }: CommandAnswer<'call.join'>) => {
    mesh ??= createOwnMesh()
    mesh.carry(local.outgoing)
    mesh.enter({ legs, iceServers, relayOnly })
    announcer.known(leg.media)
    for (const event of backlog.splice(0)) handle(event)
    pulse.start()
  }
  const ended = () => {
    backlog = []
    announcer.stop()
    pulse.stop()
    floor.clear()
    mesh?.close()
    mesh = null
    if (!starting) local.close()
  }
  const membership = createMembership({
    deps,
    media: () => local.state,
    entered: (answer) => batch.run(() => entered(answer)),
    renewed: (answer) => mesh?.setIceServers(answer.ice_servers),
    lost() {
      backlog = []
      announcer.stop()
      mesh?.suspend()
    },
    ended: () => batch.run(ended),
    changed,
  })

  const handle = (event: CallEvent) => {
    const { own } = membership
    if (event.type === 'signal.sent') {
      const { from, to, negotiation, kind, data } = event.payload
      if (to === own) mesh?.receive(from, { negotiation, kind, data })
    } else if (event.payload.connection === own) {
      if (event.type === 'call.left') membership.handleOwnLeft(event.payload.cause)
    } else if (event.type === 'call.joined') mesh?.joined(event.payload)
    else if (event.type === 'call.left') mesh?.left(event.payload.connection, event.payload.cause)
    else mesh?.mediaChanged(event.payload.connection, event.payload.media)
  }
  const isWaiting = () => membership.status === 'joining' || membership.status === 'reconnecting'

  const pulse = createPulse({
    clock: deps.clock,
    tick: () =>
      batch.run(() => {
        const moved = mesh?.tick() === true
        const heard = floor.update(mesh?.views() ?? [], {
          connection: membership.own,
          muted: !local.state.audio,
          level: local.level(),
          nowMs: deps.clock.now(),
        })
        if (moved || heard) changed()
      }),
    poll: async () => mesh?.poll(),
    lingering: () => mesh?.lingering === true,
  })

  deps.onEvent((event) => {
    if (membership.own !== null) batch.run(() => handle(event))
    else if (isWaiting() && backlog.length < BACKLOG) backlog.push(event)
  })
  deps.onLegs((legs) =>
    batch.run(() => {
      if (membership.handleLegs(legs) && membership.own !== null) mesh?.sync(legs, membership.own)
    }),
  )
  deps.link.subscribe(() =>
    batch.run(() => {
      const { status, connection } = deps.link.get()
      if (status === 'left') membership.handleRoomLeft()
      // Both changes may come as one: another connection means that the old one was lost.
      else if (status === 'lost' || (membership.own ?? connection) !== connection) membership.handleLost()
    }),
  )

  const open = async ({ stream, audio, video }: JoinOptions, isCurrent: () => boolean) => {
    if (stream) {
      local.adopt(stream, {
        audio: audio ?? stream.getAudioTracks().length > 0,
        video: video ?? stream.getVideoTracks().length > 0,
      })
    }
    if (audio && !local.outgoing.microphone) await local.setMicrophone(true)
    if (video && !local.outgoing.camera && isCurrent()) await local.setCamera(true)
  }
  const start = async (options: JoinOptions, isCurrent: () => boolean) => {
    try {
      await open(options, isCurrent)
      if (!isCurrent()) throw new RoomfulError('not_in_call', 'left before the call was joined')
      await membership.join()
    } catch (error) {
      // What the page gave is the page's again: it may want to try once more.
      if (isCurrent()) local.close(options.stream?.getTracks())
      throw error
    }
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    async join(options = {}) {
      if (starting) return starting.done
      if (membership.own !== null || isWaiting()) return
      if (!environment.RTCPeerConnection || !environment.MediaStream) {
        throw new TypeError('there is no WebRTC here: RTCPeerConnection and MediaStream are no globals')
      }
      relayOnly = options.relayOnly === true
      const mine = { done: Promise.resolve() }
      starting = mine
      mine.done = start(options, () => starting === mine).finally(() => {
        if (starting === mine) starting = null
      })
      return mine.done
    },
    async leave() {
      starting = null
      const left = membership.leave()
      local.close()
      await left
    },
    setMicrophone: (on) => local.setMicrophone(on),
    setCamera: (on) => local.setCamera(on),
    startScreen: (stream) => local.startScreen(stream),
    stopScreen: async () => local.stopScreen(),
    setDevice: (kind, deviceId) => local.setDevice(kind, deviceId),
    stats: async () => (await mesh?.stats()) ?? new Map(),
  }
}
