import {
  COMMANDS,
  type CommandName,
  type Fault,
  fault,
  isCommandName,
  parse,
  RoomSlug,
} from '@roomful/protocol'
import type { AnyRequest } from '@roomful/room'
import { type CommandKey, commandKey } from './key.ts'
import type { Services } from './services.ts'
import type { CommandCall, Session } from './types.ts'

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault }

/** Whoever comes in or goes out means this connection, now: a key would give a stranger's answer back. */
const KEYLESS: ReadonlySet<CommandName> = new Set(['room.join', 'room.leave'])

/** What a client wrote, as a request of the core with everything that it must not draw itself. */
export function toRequest(
  { ids, cluster }: Pick<Services, 'ids' | 'cluster'>,
  { principal, connection }: Session,
  { type, body, key }: CommandCall,
): Parsed<{ readonly request: AnyRequest; readonly key: CommandKey | undefined }> {
  if (!isCommandName(type)) return { ok: false, fault: fault('unknown_type') }
  const parsed = parse(COMMANDS[type].body, body)
  if (!parsed.ok) return parsed
  const request = {
    type,
    by: principal.id,
    connection,
    principal,
    node: cluster.node,
    body: parsed.value,
    id: ids.uuid(),
    ...(key === undefined ? {} : { key }),
    // The table gives each type its own body; that they belong together is lost on the way.
  } as AnyRequest
  const keyed = key !== undefined && !KEYLESS.has(type)
  return { ok: true, value: { request, key: keyed ? commandKey(key, type, parsed.value) : undefined } }
}

export const toSlug = (room: string): Parsed<string> => parse(RoomSlug, room)
