import { mayModerate } from '../permissions.ts'
import { accept, done, type MemberRule, refuse } from '../rule.ts'
import { endTyping } from './typing.ts'

export const sendMessage: MemberRule<'message.send'> = (room, { by, id, key, body }, self, at) => {
  const target = body.reply_to === undefined ? undefined : room.logged.messages.get(body.reply_to)
  if (body.reply_to !== undefined && !target) return refuse('message_not_found')
  if (target?.deleted) return refuse('message_deleted')
  const payload = {
    id,
    author: by,
    name: self.name,
    text: body.text,
    at,
    reply_to: body.reply_to ?? null,
    key: key ?? null,
  }
  return accept([{ type: 'message.created', payload }, ...endTyping(room, by)], { id, at })
}

export const editMessage: MemberRule<'message.edit'> = (room, { by, body }, _self, at) => {
  const message = room.logged.messages.get(body.id)
  if (!message) return refuse('message_not_found')
  if (message.author !== by) return refuse('not_author')
  if (message.deleted) return refuse('message_deleted')
  return done({ type: 'message.edited', payload: { id: body.id, text: body.text, at } })
}

export const deleteMessage: MemberRule<'message.delete'> = (room, { by, principal, body }, self, at) => {
  const message = room.logged.messages.get(body.id)
  if (!message) return refuse('message_not_found')
  if (message.author !== by && !mayModerate(self, principal)) return refuse('not_author')
  if (message.deleted) return done()
  return done({ type: 'message.deleted', payload: { id: body.id, by, at } })
}
