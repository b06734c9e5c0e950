import type { MessageView } from '@roomful/client'

/** Messages of one person within this time stand under one name, ms. */
const GROUP_MS = 5 * 60_000

export interface Row {
  readonly key: string
  readonly message: MessageView
  /** Shows who wrote it; the others of the group follow without. */
  readonly isHead: boolean
  /** First of its calendar day, and something of an earlier day stands above. */
  readonly startsDay: boolean
}

/** Stays the same from pending to sent. */
export const rowKey = ({ key, id }: MessageView): string => key ?? id

const dayOf = (at: number) => new Date(at).setHours(0, 0, 0, 0)

function isGrouped(message: MessageView, before: MessageView): boolean {
  return (
    message.author === before.author &&
    message.at - before.at < GROUP_MS &&
    message.reply_to === null &&
    before.deleted_at === null
  )
}

/** Rows `from` to `to` of the messages, oldest first.
 *  @param pageStarts keys that were the oldest loaded once: they keep their name when older ones come above, so that
 *  nothing on the screen changes its height */
export function toRows(
  messages: readonly MessageView[],
  { from, to }: { readonly from: number; readonly to: number },
  pageStarts: ReadonlySet<string>,
): Row[] {
  return messages.slice(from, to).map((message, at) => {
    const before = messages[from + at - 1]
    const key = rowKey(message)
    const startsDay = before !== undefined && dayOf(before.at) !== dayOf(message.at)
    const isHead = before === undefined || startsDay || pageStarts.has(key) || !isGrouped(message, before)
    return { key, message, isHead, startsDay }
  })
}

/** How many messages of others came after the one with this key. */
export function countAfter(messages: readonly MessageView[], key: string | null): number {
  const at = key === null ? -1 : messages.findLastIndex((message) => rowKey(message) === key)
  return messages.slice(at + 1).filter(({ isOwn }) => !isOwn).length
}
