import { type CallClient, createClient, createRest } from '@roomful/client'

export interface GlareResult {
  /** From the simultaneous offers until both ends are stable and connected; null when that was not reached. */
  readonly ms: number | null
  /** RTCPeerConnections that are open in the end, of all pairs together. */
  readonly open: number
  readonly peersEach: readonly number[]
}
declare global {
  interface Window {
    glare?: (pairs: number, rounds: number) => Promise<GlareResult>
  }
}

const PATIENCE_MS = 15_000
const made: RTCPeerConnection[] = []
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration)
    made.push(this)
  }
}
const opened = () => made.filter(({ signalingState }) => signalingState !== 'closed')

/** @returns how long it took, null when it did not happen */
async function until(reached: () => boolean): Promise<number | null> {
  const start = performance.now()
  while (performance.now() - start < PATIENCE_MS) {
    if (reached()) return performance.now() - start
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  return null
}

/** Two people who meet in so many rooms, listening. */
async function meet(pairs: number): Promise<CallClient[]> {
  const url = location.origin
  const calls: CallClient[] = []
  for (const name of ['Ann', 'Bob']) {
    const { token } = await createRest({ url }).guest(name)
    for (let pair = 0; pair < pairs; pair += 1) {
      const room = createClient({ url, token }).room(`glare-${pair}`)
      await room.join({ name })
      await room.call.join()
      calls.push(room.call)
    }
  }
  return calls
}

const isWhole = (call: CallClient) => {
  const { peers } = call.get()
  return peers.length === 1 && peers[0]?.state === 'connected'
}

window.glare = async (pairs, rounds) => {
  const calls = await meet(pairs)
  await until(() => calls.every(isWhole))
  let ms: number | null = 0
  for (let round = 0; round < rounds; round += 1) {
    const restarted = new Set(opened())
    const credentials = new Map([...restarted].map((pc) => [pc, pc.localDescription?.sdp]))
    for (const pc of restarted) pc.restartIce()
    const took = await until(
      () =>
        calls.every(isWhole) &&
        opened().every(
          (pc) =>
            pc.signalingState === 'stable' &&
            pc.connectionState === 'connected' &&
            pc.localDescription?.sdp !== credentials.get(pc),
        ),
    )
    ms = took === null || ms === null ? null : Math.max(ms, took)
  }
  return { ms, open: opened().length, peersEach: calls.map((call) => call.get().peers.length) }
}
