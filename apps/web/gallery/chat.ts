import type { MessageView } from '@roomful/client'
import { idOf, SELF } from './people.ts'

const MINUTE_MS = 60_000
const today = (time: string) => new Date(`${new Date().toDateString()} ${time}`).getTime()
let made = 0

export function message(
  name: string,
  text: string,
  at: number,
  more: Partial<MessageView> = {},
): MessageView {
  made += 1
  const isOwn = name === 'Jo Diaz'
  return {
    id: `m${made}`,
    seq: made,
    author: isOwn ? SELF : idOf(name),
    name,
    text,
    at,
    edited_at: null,
    deleted_at: null,
    reply_to: null,
    reactions: [],
    status: 'sent',
    fault: null,
    key: null,
    isOwn,
    ...more,
  }
}

export function sampleChat(): MessageView[] {
  const question = message(
    'Mara Alvarez',
    'The new flow is on staging. Could everyone click through before Thursday?',
    today('10:02'),
    {
      reactions: [
        { emoji: '👍', count: 4, by: [SELF, idOf('Tom'), idOf('Lena'), idOf('Kim')] },
        { emoji: '🎉', count: 2, by: [idOf('Tom'), idOf('Lena')] },
      ],
    },
  )
  return [
    message(
      'Kim Osei',
      'Notes of yesterday are at https://wiki.example/notes/42 (two pages).',
      today('9:40') - 1440 * MINUTE_MS,
    ),
    message('Lena Stein', 'Thank you!', today('9:41') - 1440 * MINUTE_MS),
    question,
    message(
      'Tom Berger',
      'Here is what I found so far:\nthe second step forgets the address when one goes back.',
      today('10:04'),
    ),
    message('Tom Berger', 'Only on phones, though.', today('10:05')),
    message('Jo Diaz', 'I can take that one today.', today('10:06'), {
      reply_to: question.id,
      edited_at: today('10:07'),
    }),
    message('Lena Stein', '🎉', today('10:08')),
    message('Kim Osei', '', today('10:09'), { deleted_at: today('10:10') }),
    message('Jo Diaz', 'Pushed a fix, it is building.', today('10:11'), {
      key: 'k1',
      status: 'pending',
      seq: null,
    }),
  ]
}

export const failedMessage = () =>
  message('Jo Diaz', 'This one did not get through.', today('10:12'), {
    key: 'k2',
    status: 'failed',
    seq: null,
    fault: { code: 'rate_limited' },
  })

const WORDS =
  'the room is calm and everybody speaks in turn while the light moves slowly over the table'.split(' ')
const AUTHORS = ['Mara Alvarez', 'Tom Berger', 'Lena Stein', 'Kim Osei', 'Jo Diaz']

/** A long conversation; lengths differ, so that nobody can guess heights. */
export const longChat = (from: number, count: number): MessageView[] =>
  Array.from({ length: count }, (_, at) => {
    const no = from + at
    const words = Array.from({ length: 1 + ((no * 7) % 40) }, (_, word) => WORDS[(no + word) % WORDS.length])
    return message(
      AUTHORS[(no * 3 + (no >> 2)) % AUTHORS.length] ?? 'Ada',
      `${no}: ${words.join(' ')}`,
      Date.now() - (20_000 - no) * MINUTE_MS,
      {
        id: `long${no}`,
        seq: no,
      },
    )
  })
