import type { Notice } from './command.ts'
import type { Room } from './state.ts'

/** How long an expiry that was handed out may take until it is handed out again (its append may have failed). */
const EXPIRE_AGAIN_MS = 1_000

/** When `dueCommands` has something to say, Unix ms; undefined: nothing is awaited. May lie in the past. */
export const nextDeadline = (room: Room): number | undefined => {
  const { typing, grace, unsettled, strays } = room.live
  if (unsettled.size + strays.size > 0) return 0
  let next: number | undefined
  for (const until of typing.values()) if (next === undefined || until < next) next = until
  for (const { askAt } of grace.values()) if (next === undefined || askAt < next) next = askAt
  return next
}

/** What to tell the room at `at`. Puts off what it hands out by EXPIRE_AGAIN_MS, so that asking again does not double it
 *  and an expiry whose append failed comes once more. */
export const dueCommands = (room: Room, at: number): Notice[] => {
  const { typing, grace, unsettled, strays } = room.live
  const due: Notice[] = []
  const isTypingOver = [...typing.values()].some((until) => until <= at)
  if (isTypingOver || unsettled.size + strays.size > 0) due.push({ type: 'deadline', due: at })
  for (const [participant, { until, askAt }] of grace) {
    if (askAt > at) continue
    grace.set(participant, { until, askAt: at + EXPIRE_AGAIN_MS })
    due.push({ type: 'participant.expire', participant, cause: 'lost', due: at })
  }
  return due
}
