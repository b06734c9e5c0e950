import { ServerProcess } from '../support/server-process.ts'
import { attackEndpoint } from './endpoints.ts'
import { brokenFrame } from './payloads.ts'
import { Random } from './random.ts'
import { Attacker, attack } from './sockets.ts'

export interface FuzzReport {
  readonly seed: number
  readonly payloads: number
  readonly requests: number
  readonly canaries: number
  readonly complaints: readonly string[]
}

const ROOM = 'fuzz'
const ATTACKERS = 8
const DEPTH = 16
const CANARY_EVERY = 1_000
/** Share of frames that are no requests at all, and of HTTP requests, per payload on a socket. */
const BROKEN_PER_ROUND = 20
const REQUESTS_PER_ROUND = 100

/** Runs rounds of a thousand hostile payloads against a real server; after each a valid message must come through to a bystander. */
export async function fuzz(
  count: number,
  seed: number,
  onRound: (done: number) => void = () => undefined,
): Promise<FuzzReport> {
  const random = new Random(seed)
  await using server = await ServerProcess.start()
  const complaints: string[] = []
  const join = async (name: string) => {
    const { token } = await server.guest(name)
    const one = new Attacker(server.url, token)
    await one.opened
    await one.ask({ t: 'cmd', room: ROOM, type: 'room.join', body: {} })
    return { one, token }
  }
  const canary = await join('canary')
  let canaries = 0
  let requests = 0
  for (let done = 0; done < count && complaints.length < 20; done += CANARY_EVERY) {
    const attackers = await Promise.all(
      Array.from({ length: ATTACKERS }, (_, index) => join(`attacker ${index}`)),
    )
    complaints.push(
      ...(await attack(
        attackers.map(({ one }) => one),
        random,
        CANARY_EVERY,
        DEPTH,
        ROOM,
      )),
    )
    for (let at = 0; at < REQUESTS_PER_ROUND; at += 1, requests += 1) {
      const bad = await attackEndpoint(server.url, random, canary.token)
      if (bad) complaints.push(bad)
    }
    for (const { one } of attackers) {
      for (let at = 0; at < BROKEN_PER_ROUND / ATTACKERS && !one.closed; at += 1) {
        const answer = await one.sendRaw(
          random.chance(0.1) ? Buffer.from([0, 255, 128]) : brokenFrame(random),
        )
        if (answer.t === 'closed') break
      }
      one.close()
    }
    const sent = await canary.one.ask({
      t: 'cmd',
      room: ROOM,
      type: 'message.send',
      body: { text: `canary ${done}` },
      key: `canary-${done}`,
    })
    if (!sent.ok) complaints.push(`canary after ${done}: ${JSON.stringify(sent)}`)
    canaries += 1
    if (!server.alive) {
      complaints.push(`the server ended: ${server.output.slice(-2_000)}`)
      break
    }
    onRound(done + CANARY_EVERY)
  }
  if (/unhandledRejection|uncaughtException/.test(server.output)) complaints.push(server.output.slice(-2_000))
  canary.one.close()
  return { seed, payloads: count, requests, canaries, complaints }
}
