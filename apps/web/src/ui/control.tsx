import type { ComponentProps, ComponentType, SVGProps } from 'react'

export type Icon = ComponentType<SVGProps<SVGSVGElement> & { size?: number | string }>

interface ControlProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  readonly label: string
  readonly icon: Icon
  /** What its badge says, for those who do not see it. */
  readonly detail?: string | undefined
  /** on: chosen, accent. off: cut, red. */
  readonly tone?: 'plain' | 'on' | 'off'
  /** For toggles; announced as pressed or not. */
  readonly pressed?: boolean
  /** Shown in the hint and told to assistive technology. */
  readonly shortcut?: string | undefined
  readonly small?: boolean
}

/** A round button with an icon; its name shows as a hint. */
export function Control({
  label,
  detail,
  icon: IconShape,
  tone = 'plain',
  pressed,
  shortcut,
  small,
  children,
  className = '',
  ...rest
}: ControlProps) {
  return (
    <button
      type="button"
      className={`control ${className}`}
      data-tone={tone}
      data-small={small || undefined}
      data-hint={label}
      data-hint-key={shortcut}
      aria-label={detail ? `${label}, ${detail}` : label}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      {...rest}
    >
      <IconShape size={small ? 17 : 20} strokeWidth={1.8} aria-hidden />
      {children}
    </button>
  )
}
