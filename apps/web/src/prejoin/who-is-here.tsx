import type { RoomSummary } from '@roomful/protocol'
import { AvatarStack } from '../people/avatar.tsx'
import { toFirstName } from '../people/face.ts'
import { useLanguage } from '../text/language.ts'

/** Names that fit into the line; the rest is counted. */
const NAMED = 2

/** Who waits inside. `room` is null while nobody has ever been there, undefined while that is not known. */
export function WhoIsHere({ room }: { room: RoomSummary | null | undefined }) {
  const { text } = useLanguage()
  if (room === undefined) return <div className="h-8.5" />
  if (!room || room.active_count === 0)
    return <p className="flex h-8.5 items-center text-sm text-ink-2">{text.prejoin.first}</p>
  const names = room.active_count <= NAMED + 1 ? room.names : room.names.slice(0, NAMED)
  return (
    <p className="flex min-h-8.5 items-center gap-2.5 text-sm text-ink-2 [--surface:var(--bg)]">
      <AvatarStack names={room.names} total={Math.min(room.active_count, 3)} />
      {room.active_count >= room.capacity
        ? text.prejoin.full
        : text.prejoin.here(names.map(toFirstName), room.active_count - names.length)}
    </p>
  )
}
