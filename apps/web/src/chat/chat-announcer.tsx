import type { MessageView } from '@roomful/client'
import { useEffect, useRef, useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { rowKey } from './rows.ts'

/** New messages are told together after this time, ms. */
const BATCH_MS = 1_500

/** Reads new messages of others aloud, many as one number. Lives beside the list, which itself stays silent. */
export function ChatAnnouncer({ messages }: { messages: readonly MessageView[] }) {
  const { text } = useLanguage()
  const [told, setTold] = useState('')
  const last = messages.at(-1)
  const lastKey = last ? rowKey(last) : null
  const since = useRef(lastKey)
  const latest = useRef(messages)
  latest.current = messages

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (lastKey === since.current || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      const from = latest.current.findLastIndex((message) => rowKey(message) === since.current)
      const newest = latest.current.at(-1)
      since.current = newest ? rowKey(newest) : null
      const fresh = latest.current.slice(from + 1).filter(({ isOwn }) => !isOwn)
      const [only] = fresh
      if (from < 0 || !only) return
      setTold(fresh.length === 1 ? text.chat.said(only.name, only.text) : text.chat.manyNew(fresh.length))
    }, BATCH_MS)
  }, [lastKey, text])
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <div aria-live="polite" className="sr-only">
      {told}
    </div>
  )
}
