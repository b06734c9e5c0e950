import type { ReactNode } from 'react'
import { useLanguage } from '../text/language.ts'
import { cx } from '../ui/class-names.ts'
import { toHue, toInitials } from './face.ts'

interface AvatarProps {
  readonly name: string
  /** What the colour is drawn from; the name where no id is known. */
  readonly id?: string
  readonly size?: number
  readonly className?: string | undefined
  readonly children?: ReactNode
}

/** Initials on the person's colour. The name always stands beside it, so it is hidden from assistive technology. */
export function Avatar({ name, id = name, size = 34, className, children }: AvatarProps) {
  return (
    <span
      aria-hidden
      data-hue={toHue(id)}
      className={cx('face relative grid flex-none place-items-center rounded-full font-[650]', className)}
      style={{ width: size, height: size, fontSize: Math.max(10, size * 0.36) }}
    >
      {toInitials(name)}
      {children}
    </span>
  )
}

/** The first few, overlapping, and how many more. */
export function AvatarStack({
  names,
  total,
  size = 34,
}: {
  names: readonly string[]
  total: number
  size?: number
}) {
  const { format } = useLanguage()
  const shown = [...new Set(names)].slice(0, total > 3 ? 2 : 3)
  const more = total - shown.length
  return (
    <span aria-hidden className="flex">
      {shown.map((name, at) => (
        <Avatar
          key={name}
          name={name}
          size={size}
          className={cx('ring-2 ring-(--surface)', at > 0 && '-ml-1.5')}
        />
      ))}
      {more > 0 && (
        <span
          className="relative -ml-1.5 grid place-items-center rounded-pill bg-[#e3c8ff] px-1 text-[11px] font-[650] text-[#0d1015] ring-2 ring-(--surface)"
          style={{ minWidth: size, height: size }}
        >
          +{format.compact(more)}
        </span>
      )}
    </span>
  )
}
