import type { ReactNode } from 'react'
import type { Icon } from './control.tsx'
import { ChevronDown } from './room-icons.ts'

interface PickerProps {
  readonly label: string
  readonly icon: Icon
  readonly value: string
  readonly options: readonly { readonly id: string; readonly label: string }[]
  /** Shown when there is nothing to choose from. */
  readonly none: string
  readonly onChoose: (id: string) => void
  /** Beside the picker, inside of its frame. */
  readonly children?: ReactNode
}

/** The browser's own select in our clothes: the right list on every phone, and no code to load. */
export function Picker({ label, icon: IconShape, value, options, none, onChoose, children }: PickerProps) {
  return (
    <div className="relative flex h-11 items-center rounded-m border border-line bg-raised text-[14px] has-[select:focus-visible]:outline-2 has-[select:focus-visible]:outline-offset-2 has-[select:focus-visible]:outline-accent">
      <IconShape size={20} strokeWidth={1.8} aria-hidden className="pointer-events-none absolute left-3.5" />
      <select
        aria-label={label}
        className="picker min-w-0 grow outline-none"
        value={options.some(({ id }) => id === value) ? value : (options[0]?.id ?? '')}
        disabled={options.length === 0}
        onChange={({ target }) => onChoose(target.value)}
      >
        {options.length === 0 && <option value="">{none}</option>}
        {options.map(({ id, label: name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {children ?? (
        <ChevronDown
          size={18}
          strokeWidth={1.8}
          aria-hidden
          className="pointer-events-none absolute right-3.5 text-ink-2"
        />
      )}
    </div>
  )
}
