import { LIMITS } from '@roomful/protocol'
import type { Command, Decision } from './command.ts'
import { guest, isAccepted, lost } from './given.fixture.ts'
import { liveState } from './presence.ts'
import { type Frame, Reader, viewOf, type Whole } from './reader.fixture.ts'
import { resumePlan } from './recovery.ts'
import { ModelShell, type Publication } from './shell.fixture.ts'
import { snapshotParticipants } from './snapshot.ts'
import type { Wish } from './wishes.fixture.ts'

interface Client {
  readonly person: string
  readonly reader: Reader
  /** null: offline. */
  connection: string | null
  /** On the wire, not applied yet; a drop loses them. */
  inbox: Frame[]
}

/** A server and its clients, with wires between them that lose their tail when they break. */
export class Clients {
  readonly shell: ModelShell
  readonly clients: readonly Client[]
  readonly counts = { drops: 0, resumed: 0, reset: 0, fresh: 0 }
  /** Joined connections: who is told. */
  readonly #members = new Map<string, Client>()
  /** Connections that are dead, which the server has yet to notice. */
  #unnoticed: string[] = []
  #connections = 0
  #messages = 0

  constructor(people: readonly string[]) {
    this.clients = people.map((person) => ({ person, reader: new Reader(), connection: null, inbox: [] }))
    this.shell = new ModelShell({
      published: (publication) => this.#tell(publication),
      committed: (command, decision) => this.#settle(command, decision),
    })
  }

  /** Connects if need be, and asks to join from the last position applied. */
  join(index: number): void {
    const client = this.#client(index)
    if (client.connection === null) {
      this.#connections += 1
      client.connection = `c${this.#connections}`
    }
    const resume = client.reader.position
    if (!this.#members.has(client.connection)) {
      this.#submit(client, { type: 'room.join', body: resume ? { resume } : {} })
    }
  }

  wish(index: number, wish: Wish): void {
    const client = this.#client(index)
    if (client.connection !== null) this.#submit(client, wish)
  }

  drop(index: number, noticed: boolean): void {
    const client = this.#client(index)
    const { connection } = client
    if (connection === null) return
    this.counts.drops += 1
    client.connection = null
    client.inbox = []
    if (noticed) this.#lose(connection)
    else this.#unnoticed.push(connection)
  }

  /** The server's pings go unanswered. */
  notice(): void {
    for (const connection of this.#unnoticed.splice(0)) this.#lose(connection)
  }

  deliver(index: number, frames: number): void {
    const client = this.#client(index)
    for (const frame of client.inbox.splice(0, frames)) client.reader.receive(frame)
  }

  crash(restoreTo?: number): void {
    for (const client of this.clients) {
      if (client.connection !== null) this.counts.drops += 1
      client.connection = null
      client.inbox = []
    }
    this.#members.clear()
    this.#unnoticed = []
    if (restoreTo === undefined) this.shell.crash()
    else this.shell.restore(restoreTo)
  }

  flush(): void {
    this.shell.begin()
    this.shell.commit()
  }

  /** The server's own view, in the form of a reader's. */
  view(newest: number) {
    return viewOf(this.#whole(newest), liveState(this.shell.room))
  }

  #client(index: number): Client {
    const client = this.clients[index % this.clients.length]
    if (!client) throw new Error('no clients')
    return client
  }

  #submit({ person, connection }: Client, { type, body }: Wish): void {
    this.#messages += 1
    const ago = 'id' in body ? { id: `m${this.#messages - Number(body.id)}` } : {}
    const id = `m${this.#messages}`
    const principal = guest(person)
    const request = { type, by: person, body: { ...body, ...ago }, connection, principal, node: 'n1', id }
    this.shell.submit(request as Command)
  }

  #lose(connection: string): void {
    this.#members.delete(connection)
    this.shell.submit(lost(connection))
  }

  #tell({ entries, live }: Publication): void {
    for (const [connection, client] of this.#members) {
      // What is sent into a dead connection arrives nowhere.
      if (client.connection !== connection) continue
      const { inbox } = client
      if (entries.length > 0) inbox.push({ t: 'events', epoch: this.#epoch, entries })
      if (live.length > 0) inbox.push({ t: 'live', entries: live })
    }
  }

  /** What the shell does for a newcomer, in the same step as the publication of the join. */
  #settle(command: Command, decision: Decision): void {
    if (!isAccepted(decision)) return
    if (command.type === 'room.leave') this.#members.delete(command.connection)
    if (command.type !== 'room.join') return
    const client = this.clients.find(({ connection }) => connection === command.connection)
    if (!client) {
      if (!this.#unnoticed.includes(command.connection)) this.#lose(command.connection)
      return
    }
    this.#members.set(command.connection, client)
    const asked = command.body.resume
    const { log, floor } = this.shell
    const plan = asked && resumePlan({ asked, epoch: this.#epoch, seq: log.length, floor })
    if (plan?.kind === 'events') {
      this.counts.resumed += 1
      client.inbox.push({ t: 'events', epoch: this.#epoch, entries: log.slice(plan.from - 1) })
    } else {
      this.counts[plan ? 'reset' : 'fresh'] += 1
      client.inbox.push({ t: 'snapshot', whole: this.#whole(LIMITS.HISTORY_IN_SNAPSHOT) })
    }
    client.inbox.push({ t: 'live_state', state: liveState(this.shell.room) })
  }

  #whole(newest: number): Whole {
    const { room, stored, log } = this.shell
    const { title, capacity } = room.logged.facts
    const messages = [...stored.messages.values()].sort((a, b) => a.seq - b.seq).slice(-newest)
    const participants = snapshotParticipants(room)
    return { position: { epoch: this.#epoch, seq: log.length }, title, capacity, participants, messages }
  }

  get #epoch(): string {
    return this.shell.room.logged.facts.epoch
  }
}
