import type { MessageView } from '@roomful/client'
import { useLanguage } from '../text/language.ts'
import type { ChatActions } from './actions.ts'
import { isDeleted } from './actions.ts'

/** On its way, refused, or changed since. */
export function MessageFooter({ message, actions }: { message: MessageView; actions: ChatActions }) {
  const { text, format } = useLanguage()
  const { status, key, fault, edited_at } = message
  if (status === 'pending') return <p className="text-xs leading-4 text-ink-2">{text.chat.sending}</p>
  if (status === 'failed' && key !== null)
    return (
      <p role="alert" className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-danger">
        {text.chat.failed}
        {fault && <span>· {text.faults[fault.code].what}</span>}
        <button
          type="button"
          className="min-h-6 font-semibold underline underline-offset-2"
          onClick={() => actions.retry(key)}
        >
          {text.chat.retry}
        </button>
        <button
          type="button"
          className="min-h-6 text-ink-2 underline underline-offset-2"
          onClick={() => actions.discard(key)}
        >
          {text.chat.discard}
        </button>
      </p>
    )
  if (edited_at !== null && !isDeleted(message))
    return (
      <p className="text-[11px] leading-4 text-ink-2" title={format.moment(edited_at)}>
        {text.chat.edited}
      </p>
    )
  return null
}
