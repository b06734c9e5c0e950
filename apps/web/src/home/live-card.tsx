import type { RoomSummary } from '@roomful/protocol'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useHalfMinute } from '../now.ts'
import { AvatarStack } from '../people/avatar.tsx'
import { useLanguage } from '../text/language.ts'
import { buttonClass } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { DoorOpen, Lock, WifiOff } from '../ui/icons.ts'
import { roomPath } from './address.ts'
import type { LiveRooms } from './live-rooms.ts'

/** What goes on right now, or words for why there is nothing to see. */
export function LiveCard({ status, rooms }: LiveRooms) {
  const { text } = useLanguage()
  return (
    <section aria-labelledby="live-title" className="card flex max-h-full min-h-0 flex-col p-2">
      <header className="flex items-baseline gap-3 px-3.5 pt-3 pb-2">
        <h2 id="live-title" className="grow text-lg font-[640] tracking-[-0.01em]">
          {text.live.title}
        </h2>
        {rooms.length > 0 && <span className="text-sm text-ink-2">{text.live.rooms(rooms.length)}</span>}
      </header>
      {rooms.length > 0 ? (
        <ul className="min-h-0 overflow-y-auto">
          {rooms.map((room, at) => (
            <LiveRow key={room.slug} room={room} isFirst={at === 0} />
          ))}
        </ul>
      ) : (
        <Nothing status={status} />
      )}
    </section>
  )
}

function LiveRow({ room, isFirst }: { room: RoomSummary; isFirst: boolean }) {
  const { text, format } = useLanguage()
  const now = useHalfMinute()
  const facts = [text.live.kinds[room.kind], text.live.people(room.active_count)]
  if (room.live_since !== null) facts.push(format.span(now - room.live_since))
  return (
    <li>
      <Link
        href={roomPath(room.slug)}
        className={cx(
          'group flex items-center gap-3.5 rounded-[14px] px-3.5 py-3 text-ink no-underline transition-[background] duration-(--motion) hover:bg-hover focus-visible:bg-hover',
          isFirst && 'bg-hover',
        )}
      >
        <span className="dot breathes" />
        <span className="min-w-0 grow">
          <span className="block truncate font-[620]">{room.title}</span>
          <span className="block truncate text-sm text-ink-2">{facts.join(' · ')}</span>
        </span>
        <span className="max-sm:hidden">
          <AvatarStack names={room.names} total={room.active_count} />
        </span>
        <span
          className={buttonClass(
            isFirst ? 'primary' : 'plain',
            's',
            'group-hover:bg-accent group-hover:text-on-accent group-focus-visible:bg-accent group-focus-visible:text-on-accent',
          )}
        >
          {text.live.join}
        </span>
      </Link>
    </li>
  )
}

const NOTHING = {
  ready: { icon: DoorOpen, title: 'empty', hint: 'emptyHint' },
  hidden: { icon: Lock, title: 'hidden', hint: 'hiddenHint' },
  away: { icon: WifiOff, title: 'away', hint: 'awayHint' },
} as const

function Nothing({ status }: { status: LiveRooms['status'] }) {
  const { text } = useLanguage()
  if (status === 'loading') return <Ghosts />
  const { icon: Icon, title, hint } = NOTHING[status]
  return (
    <div role="status" className="flex flex-col items-center gap-2 px-6 pt-8 pb-11 text-center">
      <span
        className={cx(
          'mb-2 grid size-14 place-items-center rounded-full bg-hover',
          status === 'away' ? 'text-warn' : 'text-ink-2',
        )}
      >
        <Icon size={24} strokeWidth={1.6} aria-hidden />
      </span>
      <strong className="font-[620]">{text.live[title]}</strong>
      <span className="max-w-70 text-sm text-balance text-ink-2">{text.live[hint]}</span>
    </div>
  )
}

function Ghosts() {
  const { text } = useLanguage()
  const line = (key: string, width: string): ReactNode => (
    <span key={key} className={cx('block h-3 rounded-pill bg-hover', width)} />
  )
  return (
    <div aria-label={text.loading} role="status" className="flex flex-col gap-7 px-3.5 pt-4 pb-7">
      {['w-1/2', 'w-2/3', 'w-2/5'].map((width) => (
        <span key={width} className="flex flex-col gap-2.5">
          {line('title', width)}
          {line('facts', 'w-1/3 opacity-60')}
        </span>
      ))}
    </div>
  )
}
