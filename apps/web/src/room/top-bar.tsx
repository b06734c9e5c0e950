import { useSecond } from '../now.ts'
import { toClock } from '../text/format.ts'
import { useLanguage } from '../text/language.ts'
import { Brand } from '../ui/brand.tsx'
import { Button } from '../ui/button.tsx'
import { Link } from '../ui/icons.ts'
import { Check, QrCode } from '../ui/room-icons.ts'

interface TopBarProps {
  readonly title: string
  /** When the room came to life, Unix ms by our clock; null when unknown. */
  readonly liveSince: number | null
  readonly isCopied: boolean
  readonly onCopy: () => void
  readonly onInvite: () => void
}

export function TopBar({ title, liveSince, isCopied, onCopy, onInvite }: TopBarProps) {
  const { text } = useLanguage()
  return (
    <header className="flex h-15 flex-none items-center gap-4 px-5 max-sm:h-13 max-sm:gap-2.5 max-sm:px-3.5">
      <span className="max-sm:hidden">
        <Brand name={false} />
      </span>
      <h1 className="min-w-0 grow truncate font-[640]">{title}</h1>
      {liveSince !== null && <Live since={liveSince} />}
      <div className="flex items-center gap-1">
        <Button size="s" onClick={onCopy} className="max-sm:w-8.5 max-sm:px-0!">
          {isCopied ? <Check size={16} aria-hidden /> : <Link size={16} aria-hidden />}
          <span className="max-sm:sr-only">{isCopied ? text.room.copied : text.room.copyLink}</span>
        </Button>
        <Button
          look="ghost"
          size="s"
          className="w-8.5 px-0!"
          aria-label={text.room.invite}
          data-hint={text.room.invite}
          onClick={onInvite}
        >
          <QrCode size={17} aria-hidden />
        </Button>
      </div>
    </header>
  )
}

function Live({ since }: { since: number }) {
  const { text } = useLanguage()
  const now = useSecond()
  const clock = toClock(now - since)
  return (
    <span className="flex flex-none items-center gap-2.5 text-sm text-ink-2">
      <span className="dot breathes" />
      <span className="sr-only">{text.room.live}</span>
      <time role="timer" aria-live="off">
        {clock}
      </time>
    </span>
  )
}
