import { useReadable } from '../store.ts'
import { chooseLanguage, LANGUAGES, type LanguageCode, useLanguage } from '../text/language.ts'
import { Button } from '../ui/button.tsx'
import { Languages, Moon, Sun } from '../ui/icons.ts'
import { setTheme, theme } from './theme.ts'

export function ThemeButton() {
  const { text } = useLanguage()
  const { shown } = useReadable(theme)
  const isDark = shown === 'dark'
  const label = isDark ? text.theme.toLight : text.theme.toDark
  const Icon = isDark ? Sun : Moon
  return (
    <Button
      look="ghost"
      size="s"
      className="w-8.5 px-0!"
      onClick={() => setTheme(isDark ? 'light' : 'dark')}
      aria-label={label}
      data-hint={label}
    >
      <Icon size={18} strokeWidth={1.8} aria-hidden />
    </Button>
  )
}

export function LanguagePicker() {
  const { text, code } = useLanguage()
  return (
    <span className="relative flex h-8.5 items-center rounded-[10px] text-sm font-semibold text-ink-2 hover:bg-hover hover:text-ink">
      <Languages size={18} strokeWidth={1.8} aria-hidden className="pointer-events-none absolute left-2.5" />
      <select
        className="picker pr-3! pl-9! max-sm:w-8.5! max-sm:overflow-hidden max-sm:pr-0! max-sm:pl-8.5! max-sm:text-transparent"
        aria-label={text.language}
        value={code}
        onChange={({ target }) => chooseLanguage(target.value as LanguageCode)}
      >
        {Object.entries(LANGUAGES).map(([value, name]) => (
          <option key={value} value={value} lang={value}>
            {name}
          </option>
        ))}
      </select>
    </span>
  )
}
