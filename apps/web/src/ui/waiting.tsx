import { useLanguage } from '../text/language.ts'
import { Spinner } from './spinner.tsx'

/** A whole page that is on its way; words only for those who wait long enough to read them. */
export function Waiting({ label }: { label?: string }) {
  const { text } = useLanguage()
  return (
    <div role="status" className="grid grow place-items-center text-ink-2">
      <span className="flex items-center gap-3">
        <Spinner />
        {label ?? text.loading}
      </span>
    </div>
  )
}
