import { COMMANDS, isCommandName, isFaultCode, isQueryName, LIMITS, parse, QUERIES } from '@roomful/protocol'
import WebSocket from 'ws'
import { type Payload, payload } from './payloads.ts'
import type { Random } from './random.ts'

/** A joined, authenticated socket that sends what it should not. */
export class Attacker {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, (ack: Ack) => void>()
  #nextId = 1
  #onFrame: ((frame: Record<string, unknown>) => void) | undefined
  readonly opened: Promise<void>
  /** Why the server closed it, if it did. */
  closed: string | undefined

  constructor(url: string, token: string) {
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}/v1`, ['roomful.v1'])
    this.opened = new Promise((resolve, reject) => {
      this.#socket.once('open', () => this.#socket.send(JSON.stringify({ t: 'hello', token })))
      this.#socket.once('error', reject)
      this.#socket.on('message', (data) => {
        const frame = JSON.parse(String(data))
        if (frame.t === 'welcome') resolve()
        if (frame.t === 'ack') this.#settle(frame)
        this.#onFrame?.(frame)
      })
    })
    this.#socket.on('close', (code, reason) => {
      this.closed = `${code} ${reason}`
      for (const id of [...this.#waiting.keys()]) this.#settle({ id, ok: false, error: { code: 'closed' } })
    })
  }

  ask(frame: Record<string, unknown>): Promise<Ack> {
    const id = this.#nextId++
    const ack = new Promise<Ack>((resolve) => this.#waiting.set(id, resolve))
    this.#socket.send(JSON.stringify({ ...frame, id }))
    return ack
  }

  /** Sends raw text, and resolves with the next frame that is an error. */
  sendRaw(text: string | Buffer): Promise<Record<string, unknown>> {
    return new Promise((resolve) => {
      this.#onFrame = (frame) => {
        if (frame.t === 'error' || (frame.t === 'ack' && frame.ok === false)) resolve(frame)
      }
      this.#socket.once('close', () => resolve({ t: 'closed' }))
      this.#socket.send(text)
    })
  }

  close(): void {
    this.#socket.terminate()
  }

  #settle(ack: Ack & { id: number }): void {
    this.#waiting.get(ack.id)?.(ack)
    this.#waiting.delete(ack.id)
  }
}

export interface Ack {
  readonly ok: boolean
  readonly result?: unknown
  readonly error?: { readonly code: string; readonly text?: string }
}

/** What the server must answer to a payload, as far as the schema alone can tell: a code, or anything that is not about the schema. */
function expectedCode(sent: Payload): string | undefined {
  const spec = sent.t === 'cmd' && isCommandName(sent.type) ? COMMANDS[sent.type] : undefined
  const query = sent.t === 'query' && isQueryName(sent.type) ? QUERIES[sent.type] : undefined
  const schema = spec?.body ?? query?.body
  if ('key' in sent || 'room' in sent || sent.type.length > 64) return undefined
  const text = JSON.stringify(sent.body ?? null)
  if (Buffer.byteLength(text) > LIMITS.BODY_BYTES) return 'too_large'
  if (!schema) return 'unknown_type'
  const parsed = parse(schema, sent.body === undefined ? undefined : JSON.parse(text))
  return parsed.ok ? undefined : parsed.fault.code
}

/** Judges one answer; undefined when it is as it must be. */
export function complaint(sent: Payload, ack: Ack): string | undefined {
  const about = `${sent.t} ${sent.type.slice(0, 40)} ${JSON.stringify(sent.body)?.slice(0, 120)}`
  const expected = expectedCode(sent)
  if (ack.ok) return expected === undefined ? undefined : `${about}: accepted, should be ${expected}`
  const code = ack.error?.code
  if (code === 'internal' || !isFaultCode(code)) return `${about}: answered ${code}`
  if (!ack.error?.text) return `${about}: ${code} without a text`
  // Whoever is not in the room learns nothing else; after a leave others of the same socket's requests are under way.
  if (code === 'not_joined') return undefined
  // More levels than the gateway reads at all are refused before the type is looked at.
  if (code === 'bad_payload' && expected !== undefined) return undefined
  if (expected !== undefined && code !== expected) return `${about}: ${code} instead of ${expected}`
  return undefined
}

/** Sends `count` payloads and gives what was wrong with the answers. Keeps `depth` requests of each attacker under way. */
export async function attack(
  attackers: readonly Attacker[],
  random: Random,
  count: number,
  depth: number,
  room: string,
): Promise<string[]> {
  const complaints: string[] = []
  const lane = async (attacker: Attacker, share: number) => {
    for (let sent = 0; sent < share; sent += 1) {
      const one = payload(random)
      const { origin: _, ...frame } = { room, ...one }
      const ack = await attacker.ask(frame)
      const bad = attacker.closed
        ? `closed (${attacker.closed}) by ${JSON.stringify(frame).slice(0, 200)}`
        : complaint(one, ack)
      if (bad) complaints.push(bad)
      if (attacker.closed) return
      // Whoever left the room comes back, so that later payloads reach the deeper rules.
      if (one.type === 'room.leave' && ack.ok)
        await attacker.ask({ t: 'cmd', room, type: 'room.join', body: {} })
    }
  }
  const lanes = attackers.flatMap((attacker) =>
    Array.from({ length: depth }, () => lane(attacker, Math.ceil(count / attackers.length / depth))),
  )
  await Promise.all(lanes)
  return complaints
}
