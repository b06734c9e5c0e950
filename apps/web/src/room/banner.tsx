import type { ConnectionStatus } from '@roomful/client'
import { useSecond } from '../now.ts'
import { useLanguage } from '../text/language.ts'
import { Button } from '../ui/button.tsx'
import { Spinner } from '../ui/spinner.tsx'

interface BannerProps {
  readonly status: ConnectionStatus
  /** When the next attempt begins, Unix ms. */
  readonly retryAt: number | null
  readonly onReconnect: () => void
}

/** Shows while the line is lost; everything else stays usable meanwhile. */
export function ReconnectBanner({ status, retryAt, onReconnect }: BannerProps) {
  const { text } = useLanguage()
  if (status !== 'reconnecting') return null
  return (
    <div
      role="alert"
      data-banner="reconnecting"
      className="appears mx-3 mb-2 flex flex-none items-center gap-3 rounded-m border border-warn/40 bg-[color-mix(in_srgb,var(--warn)_12%,var(--bg))] px-4 py-2 text-sm"
    >
      <span className="text-warn">
        <Spinner />
      </span>
      <span className="grow">
        {text.room.reconnecting} <Countdown retryAt={retryAt} />
      </span>
      <Button size="s" onClick={onReconnect}>
        {text.room.reconnectNow}
      </Button>
    </div>
  )
}

function Countdown({ retryAt }: { retryAt: number | null }) {
  const { text } = useLanguage()
  const now = useSecond()
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1000)
  if (seconds < 1) return null
  return (
    <span className="text-ink-2" aria-hidden>
      {text.room.backIn(seconds)}
    </span>
  )
}
