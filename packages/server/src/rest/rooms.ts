import {
  CreateRoomBody,
  fault,
  IceAnswer,
  MessagesAnswer,
  PageQuery,
  ParticipantsAnswer,
  type Principal,
  type QueryName,
  RoomPath,
  RoomSummary,
  RoomsAnswer,
} from '@roomful/protocol'
import type { FastifyRequest } from 'fastify'
import { REFUSALS } from './answers.ts'
import { createLimiter } from './limiter.ts'
import type { Http, RestOptions } from './options.ts'
import { Refused, unwrap } from './refused.ts'
import type { Sessions } from './sessions.ts'

const TAG = ['rooms']

/** Names of those present are for people who may enter. */
const seenBy = (principal: Principal | undefined, room: RoomSummary): RoomSummary =>
  room.access === 'users' && principal?.kind !== 'user' && principal?.admin !== true
    ? { ...room, names: [] }
    : room

export function roomRoutes(http: Http, options: RestOptions, sessions: Sessions): void {
  const { app, config, iceServers } = options
  const limitRooms = createLimiter('room', config.rateLimits)

  const mayList = async (request: FastifyRequest) => {
    const principal = await sessions.find(request)
    if (config.roomList === 'admin' && principal?.admin !== true)
      throw new Refused(fault(principal ? 'forbidden' : 'unauthorized'))
    return principal
  }
  /** Pages of a room for its members, by the same query that sockets use. */
  const read = async (
    request: FastifyRequest,
    slug: string,
    type: QueryName,
    body: { limit: number; cursor?: string | undefined },
  ) => unwrap(await app.read(await sessions.require(request), slug, type, body))

  http.route({
    method: 'GET',
    url: '/api/rooms',
    schema: {
      tags: TAG,
      summary: 'Rooms, the liveliest first',
      querystring: PageQuery,
      response: { 200: RoomsAnswer, ...REFUSALS },
    },
    handler: async (request) => {
      const principal = await mayList(request)
      const { items, next_cursor } = unwrap(await app.rooms(request.query.cursor, request.query.limit))
      return { items: items.map((room) => seenBy(principal, room)), next_cursor }
    },
  })

  http.route({
    method: 'POST',
    url: '/api/rooms',
    schema: {
      tags: TAG,
      summary: 'Make a room; whoever makes it is its host',
      body: CreateRoomBody,
      response: { 201: RoomSummary, ...REFUSALS },
    },
    onRequest: limitRooms,
    handler: async (request, reply) => {
      const room = unwrap(await app.createRoom(request.body, await sessions.require(request)))
      return reply
        .code(201)
        .header('location', `/api/rooms/${encodeURIComponent(room.slug)}`)
        .send(room)
    },
  })

  http.route({
    method: 'GET',
    url: '/api/rooms/:slug',
    schema: {
      tags: TAG,
      summary: 'A room as seen from outside',
      params: RoomPath,
      response: { 200: RoomSummary, ...REFUSALS },
    },
    handler: async (request) => {
      const principal = await sessions.find(request)
      return seenBy(principal, unwrap(await app.summary(request.params.slug)))
    },
  })

  http.route({
    method: 'GET',
    url: '/api/rooms/:slug/messages',
    schema: {
      tags: TAG,
      summary: 'Messages, newest page first, oldest first within a page',
      params: RoomPath,
      querystring: PageQuery,
      response: { 200: MessagesAnswer, ...REFUSALS },
    },
    handler: async (request) =>
      MessagesAnswer.parse(await read(request, request.params.slug, 'messages.page', request.query)),
  })

  http.route({
    method: 'GET',
    url: '/api/rooms/:slug/participants',
    schema: {
      tags: TAG,
      summary: 'Everybody who was here, active people first',
      params: RoomPath,
      querystring: PageQuery,
      response: { 200: ParticipantsAnswer, ...REFUSALS },
    },
    handler: async (request) =>
      ParticipantsAnswer.parse(await read(request, request.params.slug, 'roster.page', request.query)),
  })

  http.route({
    method: 'GET',
    url: '/api/ice',
    schema: {
      tags: ['calls'],
      summary: 'ICE servers with time-limited credentials',
      response: { 200: IceAnswer, ...REFUSALS },
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return iceServers(await sessions.require(request))
    },
  })
}
