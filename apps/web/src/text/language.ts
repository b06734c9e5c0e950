import { recall, remember } from '../settings/storage.ts'
import { createStore, useReadable } from '../store.ts'
import type { Text } from './catalogue.ts'
import { createFormat, type Format } from './format.ts'

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type LanguageCode = keyof typeof LANGUAGES

export interface Language {
  readonly code: LanguageCode
  readonly text: Text
  readonly format: Format
}

const KEY = 'roomful.language'
const isLanguage = (code: unknown): code is LanguageCode =>
  typeof code === 'string' && Object.hasOwn(LANGUAGES, code)

/** The chosen one, else the browser's; English when it speaks neither. */
export function preferredLanguage(chosen: string | null, browser: string): LanguageCode {
  if (isLanguage(chosen)) return chosen
  const base = browser.split('-')[0]
  return isLanguage(base) ? base : 'en'
}

const load = {
  en: async () => (await import('./en.ts')).en,
  de: async () => (await import('./de.ts')).de,
} satisfies Record<LanguageCode, () => Promise<Text>>

const store = createStore<Language | null>(null)

async function show(code: LanguageCode): Promise<void> {
  const text = await load[code]()
  // British English writes 24-hour times and "3 May", as the rest of the interface does.
  store.set({ code, text, format: createFormat(code === 'en' ? 'en-GB' : code) })
  document.documentElement.lang = code
}

/** Before the first render: one language is fetched, never both. */
export const startLanguage = () => show(preferredLanguage(recall(KEY), navigator.language))

/** Without a connection the words cannot be fetched; then they stay as they are until the next visit. */
export function chooseLanguage(code: LanguageCode): void {
  remember(KEY, code)
  show(code).catch(() => {})
}

export function useLanguage(): Language {
  const language = useReadable(store)
  if (!language) throw new Error('startLanguage comes before the first render')
  return language
}

/** Words outside of components. */
export function currentText(): Text {
  const language = store.get()
  if (!language) throw new Error('startLanguage comes before the first render')
  return language.text
}
