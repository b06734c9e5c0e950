import type { MessageView } from '@roomful/client'
import { useState } from 'react'

/** What the next Enter does besides sending. */
export type ComposeMode =
  | { readonly type: 'new' }
  | { readonly type: 'reply'; readonly message: MessageView }
  | { readonly type: 'edit'; readonly message: MessageView }

/** Two drafts: an edit never costs what was being written. */
export function useDraft(mode: ComposeMode) {
  const [draft, setDraft] = useState('')
  const [edit, setEdit] = useState({ id: '', text: '' })
  const isEdit = mode.type === 'edit'
  if (isEdit && edit.id !== mode.message.id) setEdit({ id: mode.message.id, text: mode.message.text })
  if (!isEdit && edit.id !== '') setEdit({ id: '', text: '' })
  return {
    value: isEdit ? edit.text : draft,
    set: (text: string) => (isEdit ? setEdit({ ...edit, text }) : setDraft(text)),
  }
}
