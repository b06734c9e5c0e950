import type { MediaFailureReason } from '@roomful/client'
import { useLanguage } from '../text/language.ts'
import { Button } from '../ui/button.tsx'
import { TriangleAlert } from '../ui/icons.ts'
import { type MediaTrouble, toBrowserName } from './media-fault.ts'

const RETRYABLE: readonly MediaFailureReason[] = ['denied', 'busy', 'missing', 'lost']

/** Says what is wrong with a device and how it is mended in this very browser. Never in the way: joining works without. */
export function HelpPanel({ trouble, onRetry }: { trouble: MediaTrouble; onRetry: () => void }) {
  const { text } = useLanguage()
  const { fault, subject } = trouble
  const how =
    fault === 'denied' ? text.media.deniedHow[toBrowserName(navigator.userAgent)] : text.media.how[fault]
  return (
    <div
      role="status"
      data-fault={fault}
      className="appears flex items-start gap-3 rounded-m border border-line bg-surface p-3.5 text-sm"
    >
      <TriangleAlert size={20} strokeWidth={1.8} aria-hidden className="mt-px flex-none text-warn" />
      <div className="grow">
        <strong className="block font-[620]">{text.media.title[fault](text.media[subject])}</strong>
        <span className="text-pretty text-ink-2">
          {how} {fault !== 'unsupported' && text.media.stillIn}
        </span>
      </div>
      {RETRYABLE.includes(fault) && (
        <Button size="s" onClick={onRetry}>
          {text.retry}
        </Button>
      )}
    </div>
  )
}
