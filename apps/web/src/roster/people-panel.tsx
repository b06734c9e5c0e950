import type { ParticipantView, Role } from '@roomful/client'
import { useLanguage } from '../text/language.ts'
import { Users } from '../ui/icons.ts'
import { PersonRow } from './person-row.tsx'

export interface PeopleActions {
  lowerHand(participant: string): void
  setRole(participant: string, role: Role): void
}
export interface PeoplePanelProps {
  readonly participants: readonly ParticipantView[]
  /** Participants in the call, and which of them are muted. */
  readonly inCall: ReadonlyMap<string, { readonly isMuted: boolean }>
  readonly hands: ReadonlyMap<string, number>
  /** Everybody who was here, also those whom the list leaves out. */
  readonly inactiveCount: number
  readonly ownRole: Role
  readonly actions: PeopleActions
}

/** Who is here, and apart from them who was. */
export function PeoplePanel(props: PeoplePanelProps) {
  const { text } = useLanguage()
  const { participants, inCall, hands, inactiveCount, ownRole, actions } = props
  const active = participants.filter((person) => person.active)
  const inactive = participants.filter((person) => !person.active)
  return (
    <div className="h-full overflow-y-auto overscroll-contain px-2 pb-3" data-people>
      <Heading id="people-here" title={text.people.here} count={active.length} />
      <ul aria-labelledby="people-here">
        {active.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            call={inCall.get(person.id)}
            hand={hands.get(person.id) ?? null}
            ownRole={ownRole}
            actions={actions}
          />
        ))}
      </ul>
      {active.length <= 1 && (
        <p className="flex items-center gap-3 px-2.5 py-3 text-sm text-ink-2">
          <Users size={18} strokeWidth={1.8} aria-hidden className="flex-none" />
          {active.length === 0 ? text.people.nobody : text.people.nobodyElse}
        </p>
      )}
      {inactive.length > 0 && (
        <>
          <Heading
            id="people-away"
            title={text.people.away}
            count={Math.max(inactiveCount, inactive.length)}
          />
          <ul aria-labelledby="people-away">
            {inactive.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                call={undefined}
                hand={null}
                ownRole={ownRole}
                actions={actions}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Heading({ id, title, count }: { id: string; title: string; count: number }) {
  const { format } = useLanguage()
  return (
    <h2
      id={id}
      className="sticky top-0 z-10 flex justify-between bg-surface px-2.5 pt-3 pb-1.5 text-xs font-semibold text-ink-2"
    >
      {title}
      <span>{format.count(count)}</span>
    </h2>
  )
}
