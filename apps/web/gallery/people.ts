import type { ParticipantView, Role } from '@roomful/client'

const NAMES = [
  'Mara Alvarez',
  'Tom Berger',
  'Lena Stein',
  'Kim Osei',
  'Priya Nair',
  'Luca Romano',
  'Ada Lovelace',
  'Yuki Tanaka',
  'Sam Okafor',
  'Nora Lind',
  'Ben Adler',
  'Ines Costa',
  'Omar Haddad',
  'Eva Novak',
  'Ravi Patel',
  'Zoe Martin',
]
const MINUTE_MS = 60_000

export const SELF = 'guest:jo'
export const idOf = (name: string) => `guest:${name.split(' ')[0]?.toLowerCase()}`

const person = (id: string, name: string, more: Partial<ParticipantView> = {}): ParticipantView => ({
  id,
  name,
  role: 'member' as Role,
  active: true,
  joined_at: Date.now() - 40 * MINUTE_MS,
  last_seen: Date.now() - 34 * MINUTE_MS - 12_000,
  left_cause: null,
  hand_at: null,
  data: {},
  state: 'active',
  isSelf: false,
  ...more,
})

/** Ourselves and `others` more, and three who were here. */
export function samplePeople(others: number): ParticipantView[] {
  const gone = (name: string, minutes: number, cause: 'left' | 'lost') =>
    person(idOf(name), name, {
      active: false,
      state: 'inactive',
      left_cause: cause,
      last_seen: Date.now() - minutes * MINUTE_MS,
    })
  return [
    person(SELF, 'Jo Diaz', { isSelf: true, role: others > 2 ? 'host' : 'member' }),
    ...NAMES.slice(0, others).map((name, at) =>
      person(idOf(name), name, {
        hand_at: at === 2 ? Date.now() : null,
        role: at === 0 ? 'moderator' : 'member',
        state: at === 4 ? 'idle' : 'active',
      }),
    ),
    ...(others > 0
      ? [gone('Ola Berg', 3, 'left'), gone('Pim de Vries', 26, 'lost'), gone('Uma Rao', 130, 'left')]
      : []),
  ]
}
