import { useEffect } from 'react'
import { useLanguage } from '../text/language.ts'

/** The browser's tab; '' for the name of the product alone. */
export function usePageTitle(title: string): void {
  const { text } = useLanguage()
  useEffect(() => {
    document.title = title ? `${title} · ${text.brand}` : text.brand
  }, [title, text.brand])
}
