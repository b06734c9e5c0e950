import type { MessageView } from '@roomful/client'
import type { ChatActions, ChatViewer } from './actions.ts'

/** What all rows share; the same object as long as nothing of it changes. */
export interface RowContext {
  readonly actions: ChatActions
  readonly viewer: ChatViewer
  /** Present name of a participant, '' when the roster has forgotten them. */
  readonly nameOf: (participant: string) => string
  readonly onReply: (message: MessageView) => void
  readonly onEdit: (message: MessageView) => void
  readonly onJump: (id: string) => void
}
