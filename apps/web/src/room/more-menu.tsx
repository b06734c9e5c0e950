import { Menu } from '@base-ui/react/menu'
import { type ReactNode, useRef } from 'react'
import { setTheme, type ThemeChoice, theme } from '../settings/theme.ts'
import { useReadable } from '../store.ts'
import { chooseLanguage, LANGUAGES, type LanguageCode, useLanguage } from '../text/language.ts'
import type { Icon } from '../ui/control.tsx'
import { Check, Ellipsis } from '../ui/room-icons.ts'

export interface MenuEntry {
  readonly label: string
  readonly icon: Icon
  /** Only where the bar has no room for its button. */
  readonly onPhones?: boolean
  readonly onSelect: () => void
}

const ITEM =
  'flex min-h-9 cursor-pointer items-center gap-3 rounded-s px-2.5 text-[14px] outline-none select-none data-highlighted:bg-hover'

/** What is needed seldom. Loaded with the first look at its button, hence open at once when it was pressed. */
export function MoreMenu({ entries, isOpen }: { entries: readonly MenuEntry[]; isOpen: boolean }) {
  const { text, code } = useLanguage()
  const { choice } = useReadable(theme)
  // Inside of the bar, so that it belongs to a landmark of the page.
  const place = useRef<HTMLSpanElement>(null)
  return (
    <Menu.Root defaultOpen={isOpen}>
      <Menu.Trigger
        className="control"
        data-tone="plain"
        aria-label={text.room.more}
        data-hint={text.room.more}
      >
        <Ellipsis size={20} strokeWidth={1.8} aria-hidden />
      </Menu.Trigger>
      <span ref={place} />
      <Menu.Portal container={place}>
        <Menu.Positioner side="top" sideOffset={10} className="z-50 outline-none">
          <Menu.Popup className="max-h-(--available-height) w-64 overflow-y-auto rounded-[14px] border border-line bg-raised p-1.5 text-ink shadow-float transition-[opacity,scale] duration-(--motion) outline-none data-starting-style:scale-[0.97] data-starting-style:opacity-0">
            {entries.map(({ label, icon: IconShape, onPhones, onSelect }) => (
              <Menu.Item key={label} className={`${ITEM} ${onPhones ? 'md:hidden' : ''}`} onClick={onSelect}>
                <IconShape size={18} strokeWidth={1.8} aria-hidden className="text-ink-2" />
                {label}
              </Menu.Item>
            ))}
            <Choice
              title={text.theme.title}
              value={choice}
              onChange={(value) => setTheme(value as ThemeChoice)}
            >
              {(['system', 'dark', 'light'] as const).map((one) => (
                <Option key={one} value={one}>
                  {text.theme[one]}
                </Option>
              ))}
            </Choice>
            <Choice
              title={text.language}
              value={code}
              onChange={(value) => chooseLanguage(value as LanguageCode)}
            >
              {Object.entries(LANGUAGES).map(([value, name]) => (
                <Option key={value} value={value}>
                  <span lang={value}>{name}</span>
                </Option>
              ))}
            </Choice>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

interface ChoiceProps {
  readonly title: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly children: ReactNode
}
function Choice({ title, value, onChange, children }: ChoiceProps) {
  return (
    <>
      <Menu.Separator className="mx-1 my-1.5 h-px bg-line" />
      <Menu.Group>
        <Menu.GroupLabel className="px-2.5 pt-1 pb-0.5 text-xs font-semibold text-ink-2">
          {title}
        </Menu.GroupLabel>
        <Menu.RadioGroup value={value} onValueChange={onChange}>
          {children}
        </Menu.RadioGroup>
      </Menu.Group>
    </>
  )
}

function Option({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Menu.RadioItem value={value} closeOnClick={false} className={ITEM}>
      <span className="grid w-[18px] place-items-center text-accent">
        <Menu.RadioItemIndicator>
          <Check size={16} strokeWidth={2.2} aria-hidden />
        </Menu.RadioItemIndicator>
      </span>
      {children}
    </Menu.RadioItem>
  )
}
