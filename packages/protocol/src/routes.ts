import { z } from 'zod'
import { IceServer } from './call.ts'
import { DisplayName, EpochMs, RoomSlug } from './ids.ts'
import { Message } from './message.ts'
import { Participant, page, RoomAccess, RoomCapacity, RoomInfo, RoomKind, RoomTitle } from './room.ts'

/** Who asks: `guest:<short>` or `user:<id>`. */
export const Principal = z.object({
  id: z.string(),
  kind: z.enum(['guest', 'user']),
  name: z.string(),
  admin: z.boolean(),
})
export type Principal = z.infer<typeof Principal>

/** RFC 9457. `detail` is text for people, `code` the fault table's. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  retry_after_ms: z.int().optional(),
})
export type Problem = z.infer<typeof Problem>

export const GuestBody = z.object({ name: DisplayName })
export const TokenAnswer = z.object({ token: z.string(), expires_at: EpochMs, principal: Principal })
export type TokenAnswer = z.infer<typeof TokenAnswer>
export const TicketBody = z.object({ ticket: z.string().min(1).max(200), name: DisplayName.optional() })

export const CreateRoomBody = z.object({
  title: RoomTitle,
  /** Drawn when absent. */
  slug: RoomSlug.optional(),
  kind: RoomKind.extract(['open', 'meeting']).default('open'),
  access: RoomAccess.default('link'),
  capacity: RoomCapacity.optional(),
})
/** What a client writes. */
export type CreateRoomInput = z.input<typeof CreateRoomBody>
export const RoomSummary = RoomInfo.extend({
  active_count: z.int(),
  /** The first few names of those present, for "Mara, Tom and 10 others". */
  names: z.array(z.string()),
  /** When somebody came into the empty room, null while nobody is there. */
  live_since: EpochMs.nullable(),
})
export type RoomSummary = z.infer<typeof RoomSummary>
export const RoomPath = z.object({ slug: RoomSlug })
export const RoomsAnswer = page(RoomSummary)
export type RoomsAnswer = z.infer<typeof RoomsAnswer>
export const MessagesAnswer = page(Message)
export const ParticipantsAnswer = page(Participant)
export const IceAnswer = z.object({ ice_servers: z.array(IceServer), ttl_s: z.int() })
export type IceAnswer = z.infer<typeof IceAnswer>
