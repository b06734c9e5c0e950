import { performance } from 'node:perf_hooks'
import { Member } from './member.ts'
import type { LoadOrders, LoadReply } from './process.ts'
import { rosterOf } from './rosters.ts'
import type { Wire } from './wire.ts'

/** Letters that fill a message up to about 200 bytes. */
const FILL =
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua '
const TEXT_CHARS = 160
const CONNECTS_AT_ONCE = 50
/** After the last send: how long stragglers may take, ms. */
const SETTLE_MS = 300
const FIRST_MESSAGE_ID = 100

/** All members of one load process. */
export class Crowd {
  readonly #wires: { readonly native: Wire; readonly socketio: Wire }
  #members: Member[] = []
  #deliveries = 0
  #messages = 0
  #nextId = FIRST_MESSAGE_ID
  #latencies: number[] = []
  #onAck: (member: Member) => void = () => undefined
  #onOwn: (() => void) | undefined

  constructor(wires: { readonly native: Wire; readonly socketio: Wire }) {
    this.#wires = wires
  }

  async connect({ wire, port, rooms, members, join, keep }: LoadOrders['connect']): Promise<LoadReply> {
    const since = performance.now()
    const total = rooms * members
    for (let at = 0; at < total; at += CONNECTS_AT_ONCE) {
      const batch = Array.from({ length: Math.min(CONNECTS_AT_ONCE, total - at) }, (_, index) =>
        Member.connect(this.#wires[wire], port, at + index, `room-${(at + index) % rooms}`, {
          // One member per load process reads the clock; the others only count.
          onDeliveries: (count, frame) => this.#delivered(count, frame, at + index === 0),
          onAck: (member) => this.#onAck(member),
        }),
      )
      const opened = await Promise.all(batch)
      for (const member of opened) member.keep = keep
      this.#members.push(...opened)
      if (join) await Promise.all(opened.map((member) => member.join()))
    }
    return this.#report(since)
  }

  async storm(): Promise<LoadReply> {
    const since = performance.now()
    await Promise.all(this.#members.map((member) => member.join()))
    return this.#report(since)
  }

  async saturate({ inFlight, ms }: LoadOrders['saturate']): Promise<LoadReply> {
    this.#reset()
    const since = performance.now()
    this.#onAck = (member) => {
      if (performance.now() - since < ms) this.#send(member)
    }
    for (let sent = 0; sent < inFlight; sent += 1) {
      const member = this.#members[sent % this.#members.length]
      if (member) this.#send(member)
    }
    await delay(ms + SETTLE_MS)
    return this.#report(since, ms)
  }

  async pace({ perSecond, ms }: LoadOrders['pace']): Promise<LoadReply> {
    this.#reset()
    this.#onAck = () => undefined
    const since = performance.now()
    let sent = 0
    while (performance.now() - since < ms) {
      const due = Math.floor(((performance.now() - since) * perSecond) / 1000)
      for (; sent < due; sent += 1) {
        const member = this.#members[sent % this.#members.length]
        if (member) this.#send(member, since + (sent * 1000) / perSecond)
      }
      await delay(1)
    }
    await delay(SETTLE_MS)
    return this.#report(since, ms)
  }

  async alone({ count }: LoadOrders['alone']): Promise<LoadReply> {
    this.#reset()
    const since = performance.now()
    const [sender] = this.#members
    for (let sent = 0; sender && sent < count; sent += 1) {
      await new Promise<void>((resolve) => {
        this.#onOwn = resolve
        this.#send(sender)
      })
    }
    this.#onOwn = undefined
    return this.#report(since)
  }

  async rosters(): Promise<LoadReply> {
    const since = performance.now()
    const rosters = new Set(this.#members.map((member) => rosterOf(member.frames)))
    const [first = ''] = rosters
    return {
      ...this.#report(since),
      rosters: rosters.size,
      rosterSize: first === '' ? 0 : first.split('\n').length,
    }
  }

  async disconnect(): Promise<LoadReply> {
    for (const member of this.#members) member.close()
    this.#members = []
    this.#reset()
    return this.#report(performance.now())
  }

  #send(member: Member, planned = performance.now()): void {
    this.#nextId += 1
    this.#messages += 1
    member.send(this.#nextId, `@${planned.toFixed(3)}@${FILL.repeat(2).slice(0, TEXT_CHARS)}`)
  }

  #delivered(count: number, frame: string, sampled: boolean): void {
    this.#deliveries += count
    if (!sampled) return
    const now = performance.now()
    for (let at = frame.indexOf('"@'); at >= 0; at = frame.indexOf('"@', at + 2)) {
      this.#latencies.push(now - Number.parseFloat(frame.slice(at + 2)))
    }
    this.#onOwn?.()
  }

  #reset(): void {
    this.#deliveries = 0
    this.#messages = 0
    this.#latencies = []
  }

  #report(since: number, ms = performance.now() - since): LoadReply {
    const sorted = this.#latencies.toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
    const bytes = this.#members.reduce((sum, member) => sum + member.bytes, 0)
    return {
      deliveries: this.#deliveries,
      messages: this.#messages,
      ms,
      p50: at(0.5),
      p99: at(0.99),
      bytes,
      rosters: 0,
      rosterSize: 0,
    }
  }
}

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
