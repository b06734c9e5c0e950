import { useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { FailurePage, NoticePage } from '../failure/failure-page.tsx'
import { codeOf, server } from '../server.ts'
import { guestName } from '../settings/profile.ts'
import type { AppFaultCode } from '../text/faults.en.ts'
import { useLanguage } from '../text/language.ts'
import { buttonClass } from '../ui/button.tsx'
import { Lock } from '../ui/icons.ts'
import { Waiting } from '../ui/waiting.tsx'

/** A ticket works once: one claim per ticket, also when the page is rendered twice. */
const claims = new Map<string, Promise<AppFaultCode | null>>()

function claimOnce(ticket: string): Promise<AppFaultCode | null> {
  const known = claims.get(ticket)
  if (known) return known
  const claim = server.admin(ticket, guestName.get() || undefined).then(() => null, codeOf)
  claims.set(ticket, claim)
  return claim
}

/** `/admin#<ticket>`: the ticket stands behind the #, which no server and no log ever sees. */
export function AdminPage() {
  const { text } = useLanguage()
  const [, go] = useLocation()
  const [ticket] = useState(() => location.hash.slice(1))
  const [code, setCode] = useState<AppFaultCode | null>(null)

  useEffect(() => {
    if (ticket) void claimOnce(ticket).then((fault) => (fault ? setCode(fault) : go('/', { replace: true })))
  }, [ticket, go])

  if (code === 'offline')
    return (
      <FailurePage
        code={code}
        onRetry={() => {
          claims.delete(ticket)
          location.reload()
        }}
      />
    )
  if (code) return <FailurePage code={code} />
  if (ticket) return <Waiting label={text.pages.adminBusy} />
  return (
    <NoticePage icon={Lock} title={text.pages.adminNoTicket} hint={text.pages.adminNoTicketHint}>
      <Link href="/" className={buttonClass('primary')}>
        {text.home}
      </Link>
    </NoticePage>
  )
}
