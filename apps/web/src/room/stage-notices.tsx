import type { Fault } from '@roomful/client'
import type { ReactNode } from 'react'
import { useLanguage } from '../text/language.ts'
import { Button } from '../ui/button.tsx'
import type { Icon } from '../ui/control.tsx'
import { Link, Users } from '../ui/icons.ts'
import { MicOff, Volume } from '../ui/room-icons.ts'

/** Cards at the foot of the stage: what wants a click. */
export function StageNotices({ children }: { children: ReactNode }) {
  return (
    <div className="pointer-events-none absolute inset-x-3 bottom-3 z-20 flex flex-col items-center gap-2">
      {children}
    </div>
  )
}

interface CardProps {
  readonly icon: Icon
  readonly title: string
  readonly hint: string
  readonly children?: ReactNode
}
function Card({ icon: IconShape, title, hint, children }: CardProps) {
  return (
    <div
      role="status"
      className="appears pointer-events-auto flex max-w-full items-center gap-3.5 rounded-[14px] border border-line bg-raised py-2.5 pr-2.5 pl-4 shadow-float"
    >
      <IconShape size={20} strokeWidth={1.8} aria-hidden className="flex-none text-ink-2" />
      <span className="min-w-0 grow pr-1.5">
        <strong className="block text-[14px] font-[620]">{title}</strong>
        <span className="block text-sm text-ink-2">{hint}</span>
      </span>
      {children}
    </div>
  )
}

export function AloneCard({ isCopied, onCopy }: { isCopied: boolean; onCopy: () => void }) {
  const { text } = useLanguage()
  return (
    <Card icon={Users} title={text.room.alone} hint={text.room.aloneHint}>
      <Button look="primary" size="s" onClick={onCopy}>
        <Link size={16} aria-hidden />
        {isCopied ? text.room.copied : text.room.copyLink}
      </Button>
    </Card>
  )
}

export function HearCard({ onHear }: { onHear: () => void }) {
  const { text } = useLanguage()
  return (
    <Card icon={Volume} title={text.room.hear} hint={text.room.hearHint}>
      <Button look="primary" size="s" onClick={onHear}>
        {text.room.hearNow}
      </Button>
    </Card>
  )
}

export function MutedCard() {
  const { text } = useLanguage()
  return <Card icon={MicOff} title={text.room.speakingMuted} hint={text.room.speakingMutedHint} />
}

export function CallFaultCard({ fault, onJoin }: { fault: Fault; onJoin: () => void }) {
  const { text } = useLanguage()
  const { what, next } = text.faults[fault.code]
  return (
    <Card icon={Users} title={what} hint={next}>
      <Button size="s" onClick={onJoin}>
        {text.room.joinCall}
      </Button>
    </Card>
  )
}
