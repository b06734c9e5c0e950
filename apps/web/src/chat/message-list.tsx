import type { MessageView } from '@roomful/client'
import { Fragment, useState } from 'react'
import { useHalfMinute } from '../now.ts'
import { useLanguage } from '../text/language.ts'
import { ArrowDown, MessageSquare } from '../ui/room-icons.ts'
import { Spinner } from '../ui/spinner.tsx'
import { MessageRow } from './message-row.tsx'
import type { RowContext } from './row-context.ts'
import { rowKey, toRows } from './rows.ts'
import { ScrollHolder } from './scroll-holder.tsx'
import type { ChatWindow } from './use-window.ts'

/** A list that scrolls is reached by keyboard, also in browsers that do not see to it themselves. */
const BY_KEYBOARD = { tabIndex: 0 }

interface MessageListProps {
  readonly messages: readonly MessageView[]
  readonly hasOlder: boolean
  readonly loadingOlder: boolean
  readonly window: ChatWindow
  /** Message to point at after a jump. */
  readonly flashing: string | null
  readonly context: RowContext
}

export function MessageList(props: MessageListProps) {
  const { messages, window, flashing, context } = props
  const { text } = useLanguage()
  const { span, newCount } = window
  const [pageStarts] = useState(() => new Set<string>())
  const [first] = messages
  // Only ever grows, and by what is shown: another render with the same messages adds nothing.
  if (first) pageStarts.add(rowKey(first))
  const toEnd = () => {
    window.toEnd()
    window.scroller.current?.focus()
  }
  const quotedOf = (id: string | null) =>
    id === null ? undefined : messages.findLast((one) => one.id === id)
  return (
    <div className="relative min-h-0 grow">
      <ScrollHolder
        scroller={window.scroller}
        keeper={window.keeper}
        reachesNewest={span.to === messages.length}
        onScroll={window.onScroll}
        {...BY_KEYBOARD}
        role="log"
        aria-label={text.chat.log}
        aria-live="off"
        data-messages={messages.length}
        className="absolute inset-0 overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className="flex min-h-full flex-col justify-end pb-2">
          {messages.length === 0 ? <Empty /> : <Beginning {...props} />}
          {toRows(messages, span, pageStarts).map(({ key, message, isHead, startsDay }) => (
            <Fragment key={key}>
              {startsDay && <Day at={message.at} />}
              <div data-row={key}>
                <MessageRow
                  message={message}
                  isHead={isHead}
                  quoted={quotedOf(message.reply_to)}
                  isFlashing={flashing === message.id}
                  context={context}
                />
              </div>
            </Fragment>
          ))}
        </div>
      </ScrollHolder>
      {!window.isFollowing && <ToEnd count={newCount} onClick={toEnd} />}
    </div>
  )
}

/** What stands above the oldest row in the document. Always as high: at the very top nothing could make up for it. */
function Beginning({ messages, hasOlder, loadingOlder, window }: MessageListProps) {
  const { text } = useLanguage()
  const [first] = messages
  const isTop = window.span.from === 0 && first !== undefined
  return (
    <div className="flex h-24 flex-none flex-col items-center justify-end gap-2.5 pb-1 text-xs text-ink-2">
      {isTop && loadingOlder && (
        <span className="flex items-center gap-2">
          <Spinner size={13} />
          {text.chat.loadingOlder}
        </span>
      )}
      {isTop && !hasOlder && <span>{text.chat.begin}</span>}
      {isTop && <Day at={first.at} />}
    </div>
  )
}

function Day({ at }: { at: number }) {
  const { format } = useLanguage()
  const now = useHalfMinute()
  return (
    <div className="flex justify-center pt-3 pb-1">
      <span className="rounded-pill border border-line px-2.5 py-px text-[11.5px] leading-5 text-ink-2">
        {format.day(at, now)}
      </span>
    </div>
  )
}

function Empty() {
  const { text } = useLanguage()
  return (
    <div className="m-auto flex flex-col items-center gap-2 px-8 py-10 text-center">
      <span className="mb-2 grid size-14 place-items-center rounded-full bg-hover text-ink-2">
        <MessageSquare size={24} strokeWidth={1.6} aria-hidden />
      </span>
      <strong className="font-[620]">{text.chat.empty}</strong>
      <span className="text-sm text-balance text-ink-2">{text.chat.emptyHint}</span>
    </div>
  )
}

/** Tells what came meanwhile and leads there; it never takes the reader along by itself. */
function ToEnd({ count, onClick }: { count: number; onClick: () => void }) {
  const { text } = useLanguage()
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label={count > 0 ? `${text.chat.manyNew(count)}. ${text.chat.toNow}` : text.chat.toNow}
      className={`appears absolute bottom-2.5 left-1/2 flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-pill px-3 text-xs font-[650] shadow-float ${
        count > 0 ? 'bg-accent text-on-accent' : 'border border-line bg-raised text-ink-2'
      }`}
    >
      {count > 0 && text.chat.newMessages(count)}
      <ArrowDown size={13} strokeWidth={2.4} aria-hidden />
    </button>
  )
}
