import type { ReactNode } from 'react'
import { useReadable } from '../store.ts'
import { useLanguage } from '../text/language.ts'
import { WifiOff } from '../ui/icons.ts'
import { Spinner } from '../ui/spinner.tsx'
import { connectionCheck } from './connection-check.ts'

/** "Connection good · 24 ms", before anybody commits to anything. */
export function ConnectionLine() {
  const { text } = useLanguage()
  const { grade, rttMs } = useReadable(connectionCheck)
  if (grade === 'checking')
    return (
      <Line tone="text-ink-2">
        <Spinner size={14} />
        {text.prejoin.checking}
      </Line>
    )
  if (grade === 'away' || rttMs === null)
    return (
      <Line tone="text-danger">
        <WifiOff size={16} strokeWidth={1.8} aria-hidden />
        {text.prejoin.away}
      </Line>
    )
  return (
    <Line tone={grade === 'good' ? 'text-live' : 'text-warn'}>
      {grade === 'good' && <span className="dot" />}
      {text.prejoin[grade](rttMs)}
    </Line>
  )
}

function Line({ tone, children }: { tone: string; children: ReactNode }) {
  return <span className={`flex items-center gap-2.5 text-sm ${tone}`}>{children}</span>
}
