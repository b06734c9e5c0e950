import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'

const LOOKS = {
  plain: 'bg-hover text-ink hover:bg-[color-mix(in_srgb,var(--hover),var(--text)_8%)]',
  primary: 'bg-accent text-on-accent hover:bg-[color-mix(in_srgb,var(--accent),var(--text)_14%)]',
  ghost: 'text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'bg-danger text-on-danger hover:bg-[color-mix(in_srgb,var(--danger),var(--text)_14%)]',
}
const SIZES = {
  s: 'h-8.5 px-3 text-sm rounded-[10px] gap-2',
  m: 'h-11 px-4.5 rounded-m gap-2',
  l: 'h-13 px-6 text-[16px] rounded-[16px] gap-2.5',
}

interface Look {
  look?: keyof typeof LOOKS
  size?: keyof typeof SIZES
}

export const buttonClass = (
  look: keyof typeof LOOKS = 'plain',
  size: keyof typeof SIZES = 'm',
  more?: string,
) =>
  cx(
    'inline-flex flex-none items-center justify-center font-semibold whitespace-nowrap no-underline transition-[background,color,scale] duration-(--motion) active:scale-[0.98] disabled:opacity-55 disabled:active:scale-100',
    LOOKS[look],
    SIZES[size],
    more,
  )

export function Button({ look, size, className, type = 'button', ...rest }: ComponentProps<'button'> & Look) {
  return <button type={type} className={buttonClass(look, size, className)} {...rest} />
}
