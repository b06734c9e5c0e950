import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { AppFaultCode } from '../text/faults.en.ts'
import { useLanguage } from '../text/language.ts'
import { Brand } from '../ui/brand.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import type { Icon } from '../ui/control.tsx'
import { DoorOpen, Lock, TriangleAlert, Users, WifiOff } from '../ui/icons.ts'
import { usePageTitle } from '../ui/page-title.ts'

interface NoticePageProps {
  readonly icon: Icon
  readonly title: string
  readonly hint: string
  readonly children: ReactNode
}

/** A page of few words and the ways on. */
export function NoticePage({ icon: IconShape, title, hint, children }: NoticePageProps) {
  usePageTitle(title)
  return (
    <>
      <header className="flex h-15 flex-none items-center px-5">
        <Brand />
      </header>
      <main className="grid grow place-items-center px-6 pb-24">
        <div className="appears flex max-w-110 flex-col items-center gap-3 text-center">
          <span className="mb-3 grid size-20 place-items-center rounded-full border border-line bg-surface text-ink-2">
            <IconShape size={32} strokeWidth={1.5} aria-hidden />
          </span>
          <h1 className="text-xl leading-tight font-[660] tracking-[-0.02em]">{title}</h1>
          <p className="text-[16px] text-balance text-ink-2">{hint}</p>
          <div className="mt-5 flex flex-wrap justify-center gap-3">{children}</div>
        </div>
      </main>
    </>
  )
}

const ICONS: Partial<Record<AppFaultCode, Icon>> = {
  offline: WifiOff,
  timeout: WifiOff,
  closed: WifiOff,
  unavailable: WifiOff,
  draining: WifiOff,
  hello_timeout: WifiOff,
  room_full: Users,
  users_only: Lock,
  guests_refused: Lock,
  forbidden: Lock,
  room_not_found: DoorOpen,
  removed: DoorOpen,
}

/** The page for a fault that keeps somebody out: what happened, what to do, and a button that does it. */
export function FailurePage({ code, onRetry }: { code: AppFaultCode; onRetry?: () => void }) {
  const { text } = useLanguage()
  const { what, next } = text.faults[code]
  return (
    <NoticePage icon={ICONS[code] ?? TriangleAlert} title={what} hint={next}>
      {onRetry && (
        <Button look="primary" onClick={onRetry}>
          {text.retry}
        </Button>
      )}
      <Link href="/" className={buttonClass(onRetry ? 'plain' : 'primary')}>
        {text.home}
      </Link>
    </NoticePage>
  )
}
