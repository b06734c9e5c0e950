import type { Quality } from '@roomful/client'
import { useLanguage } from '../text/language.ts'

const HEIGHTS_PX = [5, 8, 11] as const
const COLOURS: Record<Quality, string> = { 0: '#9fb0c3', 1: '#ff8d88', 2: '#ffd98a', 3: '#7ff0ae' }

/** One to three bars, as on phones. */
export function QualityBars({ quality }: { quality: Quality }) {
  const { text } = useLanguage()
  return (
    <span
      role="img"
      aria-label={text.room.quality[quality]}
      data-quality={quality}
      className="inline-flex h-[11px] flex-none items-end gap-[2px]"
      style={{ color: COLOURS[quality] }}
    >
      {HEIGHTS_PX.map((height, at) => (
        <b
          key={height}
          className="w-[3px] rounded-[1px] bg-current"
          style={{ height, opacity: at < quality ? 1 : 0.25 }}
        />
      ))}
    </span>
  )
}
