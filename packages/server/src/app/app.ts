import { isQueryName } from '@roomful/protocol'
import { createDeadlines } from '../reactors/deadlines.ts'
import { createRoom, summarise } from './create-room.ts'
import { LogPages } from './log-pages.ts'
import { accepted, failed, refused } from './outcome.ts'
import { readRoom } from './queries.ts'
import { toRequest, toSlug } from './requests.ts'
import type { RoomShell } from './room-shell.ts'
import { Rooms } from './rooms.ts'
import type { Counts, Services } from './services.ts'
import { MemberSession } from './session.ts'
import { createTick } from './tick.ts'
import type { App, AppLimits, AppOptions, CommandCall, Outcome, Session } from './types.ts'
import { Wish } from './wish.ts'

export const APP_LIMITS: AppLimits = {
  IDLE_ROOMS: 1_000,
  IDLE_ROOM_MS: 60_000,
  ROOMS_PER_SOCKET: 16,
  MAILBOX: 20_000,
}

type Settle = (outcome: Outcome) => void
type Joining = Extract<Wish['command'], { type: 'room.join' }>

/** The use cases over the ports: sessions go in, outcomes and packets come out. */
export function createApp(options: AppOptions): App {
  const { storage, clock, log } = options
  const counts: Counts = { commands: 0, batches: 0, conflicts: 0, events: 0, resumed: 0, reset: 0 }
  const tick = createTick((error) => log.error({ err: error }, 'the end of a tick failed'))
  const services: Services = {
    ...options,
    tick,
    deadlines: createDeadlines(clock),
    pages: new LogPages(storage),
    counts,
    limits: { ...APP_LIMITS, ...options.limits },
  }
  const rooms = new Rooms(services)
  let draining = false

  /** Settles with what `work` resolves to, whatever happens. */
  const settling = (work: Promise<Outcome>, settle: Settle, doing: string): void => {
    void work.catch((error: unknown) => failed(error, log, doing)).then(settle)
  }

  /** The joined room; or why there is none for this session. */
  const joined = (session: Session, room: string): RoomShell | undefined => {
    const shell = session.rooms.get(room)
    if (shell) return shell
    const slug = toSlug(room)
    return slug.ok ? session.rooms.get(slug.value) : undefined
  }
  const absent = async (room: string): Promise<Outcome> => {
    const slug = toSlug(room)
    if (!slug.ok) return slug
    return refused((await rooms.find(slug.value)) ? 'not_joined' : 'room_not_found')
  }

  /** Gives the outcome, or nothing when `settle` will be called later. */
  const join = (session: Session, room: string, command: Joining, settle: Settle): Outcome | undefined => {
    const slug = toSlug(room)
    if (!slug.ok) return slug
    const { ROOMS_PER_SOCKET } = services.limits
    if (!session.rooms.has(slug.value) && session.rooms.size >= ROOMS_PER_SOCKET)
      return refused('forbidden', `one connection may be in ${ROOMS_PER_SOCKET} rooms`)
    const newcomer = { session, resume: command.body.resume, reset: undefined }
    const enter = (shell: RoomShell) => {
      if (session.reachable) shell.execute(new Wish({ command, newcomer, settle }))
      else settle(refused('unavailable'))
    }
    const loaded = rooms.get(slug.value)
    if (loaded) enter(loaded)
    else
      rooms
        .open(slug.value, session.principal.id)
        .then(enter)
        .catch((error: unknown) => settle(failed(error, log, 'opening a room')))
    return undefined
  }

  const run = (session: Session, call: CommandCall, settle: Settle): Outcome | undefined => {
    const parsed = toRequest(services, session, call)
    if (!parsed.ok) return parsed
    const { request: command, key } = parsed.value
    if (command.type === 'room.join') return join(session, call.room, command, settle)
    const shell = joined(session, call.room)
    if (shell)
      shell.execute(new Wish({ command, key, settle: finishing(command.type, session, shell, settle) }))
    else settling(absent(call.room), settle, 'looking for a room')
    return undefined
  }

  /** What only the app knows of an answer. */
  const finishing = (type: string, session: Session, shell: RoomShell, settle: Settle): Settle => {
    if (type === 'room.leave')
      return (outcome) => {
        if (outcome.ok) session.rooms.delete(shell.slug)
        settle(outcome)
      }
    if (type !== 'call.join') return settle
    return (outcome) => {
      if (outcome.ok && typeof outcome.result === 'object') {
        const { ice_servers, ttl_s: ice_ttl_s } = options.iceServers(session.principal)
        settle(accepted({ ...outcome.result, ice_servers, ice_ttl_s }))
      } else settle(outcome)
    }
  }

  const guarded = async <T>(doing: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    try {
      return await work()
    } catch (error) {
      return failed(error, log, doing)
    }
  }

  return {
    tick,
    connect: (principal, link, graceMs) => new MemberSession(services.ids.token(), principal, link, graceMs),

    disconnect(session) {
      session.ended = true
      for (const shell of session.rooms.values()) shell.lose(session)
      session.rooms.clear()
    },

    execute(session, call, settle) {
      counts.commands += 1
      let outcome: Outcome | undefined
      try {
        outcome = draining ? refused('draining') : run(session, call, settle)
      } catch (error) {
        outcome = failed(error, log, `the command ${call.type}`)
      }
      if (outcome) settle(outcome)
    },

    query(session, { room, type, body }, settle) {
      if (draining) settle(refused('draining'))
      else if (isQueryName(type)) {
        const shell = joined(session, room)
        const answer = shell ? readRoom(storage, shell.id, type, body) : absent(room)
        settling(answer, settle, `the query ${type}`)
      } else settle(refused('unknown_type'))
    },

    read: (principal, room, type, body) =>
      guarded(`the query ${type}`, async () => {
        const slug = toSlug(room)
        if (!slug.ok) return slug
        const shell = await rooms.find(slug.value)
        if (!shell) return refused('room_not_found')
        const present = shell.participant(principal.id)?.active ?? false
        return present || principal.admin ? readRoom(storage, shell.id, type, body) : refused('not_joined')
      }),
    createRoom: (body, by) => guarded('creating a room', () => createRoom(services, body, by)),
    summary: (room) =>
      guarded('a summary', async () => {
        const slug = toSlug(room)
        return slug.ok ? summarise(storage, slug.value) : slug
      }),
    rooms: (cursor, limit) =>
      guarded('the list of rooms', async () => accepted(await storage.roomsPage(cursor, limit))),

    stats() {
      let members = 0
      for (const shell of rooms.values()) members += shell.members.size
      return { rooms: rooms.size, members, ...counts }
    },
    async drain() {
      draining = true
      await Promise.all([...rooms.values()].map((shell) => shell.quiet()))
    },
    close() {
      draining = true
      services.deadlines.stop()
      rooms.close()
    },
  }
}
