import type { Message, MessageView } from '@roomful/client'

/** What the chat can do; the hook gives it, the gallery too. */
export interface ChatActions {
  send(text: string, replyTo: string | null): void
  edit(id: string, text: string): void
  delete(id: string): void
  react(id: string, emoji: string, on: boolean): void
  retry(key: string): void
  discard(key: string): void
  loadOlder(): void
  trim(): void
  keystroke(): void
  stopTyping(): void
  find(id: string): Promise<Message | undefined>
}

/** Who looks at the chat, and what the role allows. */
export interface ChatViewer {
  readonly participant: string
  readonly moderates: boolean
}

export const isDeleted = ({ deleted_at }: MessageView) => deleted_at !== null
export const canEdit = (message: MessageView) =>
  message.isOwn && message.status === 'sent' && !isDeleted(message)
export const canDelete = (message: MessageView, { moderates }: ChatViewer) =>
  message.status === 'sent' && !isDeleted(message) && (message.isOwn || moderates)
export const canRespond = (message: MessageView) => message.status === 'sent' && !isDeleted(message)
