import { createStore } from '../store.ts'
import { recall, remember } from './storage.ts'

export type ThemeChoice = 'system' | 'dark' | 'light'
export interface Theme {
  readonly choice: ThemeChoice
  readonly shown: 'dark' | 'light'
}

const KEY = 'roomful.theme'
const GROUND = { dark: '#0d1015', light: '#f4f6f8' }
const prefersLight = matchMedia('(prefers-color-scheme: light)')

const toChoice = (stored: string | null): ThemeChoice =>
  stored === 'dark' || stored === 'light' ? stored : 'system'
const toTheme = (choice: ThemeChoice): Theme => ({
  choice,
  shown: choice === 'system' ? (prefersLight.matches ? 'light' : 'dark') : choice,
})

export const theme = createStore(toTheme(toChoice(recall(KEY))))

function paint(): void {
  const { shown } = theme.get()
  document.documentElement.dataset.theme = shown
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', GROUND[shown])
}
theme.subscribe(paint)
prefersLight.addEventListener('change', () => theme.set(toTheme(theme.get().choice)))

export function setTheme(choice: ThemeChoice): void {
  remember(KEY, choice === 'system' ? null : choice)
  theme.set(toTheme(choice))
}
