import type { ParticipantView, Role } from '@roomful/client'
import { memo, type ReactNode } from 'react'
import { useHalfMinute } from '../now.ts'
import { Avatar } from '../people/avatar.tsx'
import { useLanguage } from '../text/language.ts'
import type { Icon } from '../ui/control.tsx'
import { Crown, Hand, Mic, MicOff, Shield } from '../ui/room-icons.ts'
import type { PeopleActions } from './people-panel.tsx'

interface PersonRowProps {
  readonly person: ParticipantView
  readonly call: { readonly isMuted: boolean } | undefined
  readonly hand: number | null
  readonly ownRole: Role
  readonly actions: PeopleActions
}

const DOT = { active: 'bg-live', idle: 'bg-warn', inactive: 'bg-ink-3' }
const ROLE_ICON: Partial<Record<Role, Icon>> = { host: Crown, moderator: Shield }

export const PersonRow = memo(function PersonRow({ person, call, hand, ownRole, actions }: PersonRowProps) {
  const { text } = useLanguage()
  const { id, name, role, state, isSelf } = person
  const RoleIcon = ROLE_ICON[role]
  return (
    <li
      data-participant={id}
      data-state={state}
      className="group/person flex items-center gap-3 rounded-m px-2.5 py-1.5 [contain-intrinsic-size:auto_46px] [content-visibility:auto] hover:bg-hover/60"
    >
      <Avatar name={name} id={id} className={state === 'inactive' ? 'bg-hover! text-ink-2!' : undefined}>
        <i
          className={`absolute -right-px -bottom-px size-[11px] rounded-full border-2 border-surface ${DOT[state]}`}
        />
      </Avatar>
      <span className="min-w-0 grow">
        <span className="flex items-center gap-1.5">
          <span className={`truncate text-[14px] ${state === 'inactive' ? 'text-ink-2' : 'font-[550]'}`}>
            {isSelf ? text.youMarked(name) : name}
          </span>
          {RoleIcon && role !== 'member' && (
            <Sign label={text.people[role]}>
              <RoleIcon size={14} strokeWidth={2} aria-hidden />
            </Sign>
          )}
        </span>
        <State person={person} isInCall={call !== undefined} />
      </span>
      <Powers person={person} hand={hand} ownRole={ownRole} actions={actions} />
      {hand !== null && (
        <span
          className="flex items-center gap-1 text-xs font-semibold text-warn"
          role="img"
          aria-label={text.room.handPlace(hand)}
        >
          <Hand size={15} strokeWidth={2} aria-hidden />
          {hand}
        </span>
      )}
      {call?.isMuted && (
        <Sign label={text.people.muted} tone="text-danger">
          <MicOff size={17} strokeWidth={1.8} aria-hidden />
        </Sign>
      )}
      {call && !call.isMuted && (
        <Sign label={text.people.unmuted}>
          <Mic size={17} strokeWidth={1.8} aria-hidden />
        </Sign>
      )}
    </li>
  )
})

function State({ person, isInCall }: { person: ParticipantView; isInCall: boolean }) {
  const { text, format } = useLanguage()
  const now = useHalfMinute()
  const { state, left_cause, last_seen } = person
  const ago = format.ago(now - last_seen)
  const words = {
    active: isInCall ? text.people.inCall : text.people.active,
    idle: text.people.idle,
    inactive: left_cause === 'lost' ? text.people.lost(ago) : text.people.lastSeen(ago),
  }[state]
  return (
    <span
      className="block truncate text-xs text-ink-2"
      title={state === 'inactive' ? format.moment(last_seen) : undefined}
    >
      {words}
    </span>
  )
}

function Sign({
  label,
  tone = 'text-ink-2',
  children,
}: {
  label: string
  tone?: string
  children: ReactNode
}) {
  return (
    <span role="img" aria-label={label} data-hint={label} className={`flex-none ${tone}`}>
      {children}
    </span>
  )
}

/** What a moderator or host may do to somebody, shown with the pointer or the focus. */
function Powers({ person, hand, ownRole, actions }: Omit<PersonRowProps, 'call'>) {
  const { text } = useLanguage()
  const { id, name, role, active, isSelf } = person
  if (isSelf || !active || ownRole === 'member') return null
  return (
    <span className="flex opacity-0 transition-opacity duration-(--motion) group-focus-within/person:opacity-100 group-hover/person:opacity-100 [@media(hover:none)]:opacity-100">
      {hand !== null && (
        <Power label={text.people.lowerHand(name)} icon={Hand} onClick={() => actions.lowerHand(id)} />
      )}
      {ownRole === 'host' && role !== 'host' && (
        <Power
          label={role === 'member' ? text.people.makeModerator(name) : text.people.makeMember(name)}
          icon={Shield}
          onClick={() => actions.setRole(id, role === 'member' ? 'moderator' : 'member')}
        />
      )}
    </span>
  )
}

function Power({ label, icon: IconShape, onClick }: { label: string; icon: Icon; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      data-hint={label}
      onClick={onClick}
      className="grid size-8 place-items-center rounded-s text-ink-2 hover:bg-hover hover:text-ink"
    >
      <IconShape size={16} strokeWidth={1.8} aria-hidden />
    </button>
  )
}
