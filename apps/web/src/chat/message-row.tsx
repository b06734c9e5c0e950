import type { MessageView } from '@roomful/client'
import { memo, useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { useLanguage } from '../text/language.ts'
import { isDeleted } from './actions.ts'
import { MessageFooter } from './message-footer.tsx'
import { MessageText } from './message-text.tsx'
import { Quote, type Quoted } from './quote.tsx'
import { Reactions } from './reactions.tsx'
import { RowActions } from './row-actions.tsx'
import type { RowContext } from './row-context.ts'
import { SureDelete } from './sure-delete.tsx'

interface MessageRowProps {
  readonly message: MessageView
  readonly isHead: boolean
  readonly quoted: Quoted | undefined
  readonly isFlashing: boolean
  readonly context: RowContext
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { text, format } = useLanguage()
  const { message, isHead, quoted, isFlashing, context } = props
  const { actions, viewer, nameOf, onReply, onEdit, onJump } = context
  const [isAsking, setAsking] = useState(false)
  const name = message.isOwn ? text.you : nameOf(message.author) || message.name
  return (
    <article
      // A tap brings the actions where there is no pointer to hover with.
      tabIndex={-1}
      data-message={message.id}
      data-status={message.status}
      aria-label={text.chat.said(name, isDeleted(message) ? text.chat.deleted : message.text)}
      className={`group/row relative flex outline-none gap-2.5 px-3.5 hover:bg-hover/40 ${isHead ? 'mt-2 pt-1.5 pb-1' : 'py-1'} ${isFlashing ? 'flashes' : ''}`}
    >
      <span className="w-7 flex-none pt-0.5">
        {isHead ? (
          <Avatar name={message.name} id={message.author} size={28} />
        ) : (
          <time className="hidden text-[10px] leading-5 text-ink-3 group-hover/row:block" aria-hidden>
            {format.time(message.at)}
          </time>
        )}
      </span>
      <div className="min-w-0 grow">
        {isHead && (
          <p className="flex h-5 items-baseline gap-2 leading-5">
            <span className="truncate text-sm font-[620]">{name}</span>
            <time
              dateTime={new Date(message.at).toISOString()}
              title={format.moment(message.at)}
              className="flex-none text-xs text-ink-2"
            >
              {format.time(message.at)}
            </time>
          </p>
        )}
        {message.reply_to && !isDeleted(message) && (
          <Quote
            id={message.reply_to}
            known={quoted}
            find={actions.find}
            onJump={() => message.reply_to && onJump(message.reply_to)}
          />
        )}
        {isDeleted(message) ? (
          <p className="text-[14px] leading-5 text-ink-2 italic">{text.chat.deleted}</p>
        ) : (
          <div className={message.status === 'pending' ? 'opacity-60' : ''}>
            <MessageText text={message.text} />
          </div>
        )}
        <MessageFooter message={message} actions={actions} />
        <Reactions
          message={message}
          self={viewer.participant}
          nameOf={nameOf}
          onReact={(emoji, on) => actions.react(message.id, emoji, on)}
        />
        {isAsking && (
          <SureDelete
            onKeep={() => setAsking(false)}
            onDelete={() => {
              setAsking(false)
              actions.delete(message.id)
            }}
          />
        )}
      </div>
      {!isAsking && (
        <RowActions
          message={message}
          viewer={viewer}
          onReact={(emoji) => {
            const mine = message.reactions.find((one) => one.emoji === emoji)?.by.includes(viewer.participant)
            actions.react(message.id, emoji, !mine)
          }}
          onReply={() => onReply(message)}
          onEdit={() => onEdit(message)}
          onDelete={() => setAsking(true)}
        />
      )}
    </article>
  )
})
