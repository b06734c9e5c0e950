import type { ReactNode } from 'react'
import { LanguagePicker, ThemeButton } from '../settings/preferences.tsx'
import { Brand } from '../ui/brand.tsx'

/** Preview on the left, the form on the right; one below the other on phones. */
export function PrejoinScreen({ preview, form }: { preview: ReactNode; form: ReactNode }) {
  return (
    <div className="ambient flex grow flex-col">
      <header className="flex h-15 flex-none items-center gap-1 px-5 max-sm:px-3.5">
        <span className="grow">
          <Brand />
        </span>
        <LanguagePicker />
        <ThemeButton />
      </header>
      <main className="mx-auto grid w-full max-w-330 grow items-center gap-12 px-18 pt-2 pb-16 max-lg:gap-8 max-lg:px-8 max-md:max-w-150 max-md:content-start max-md:gap-5 max-md:pb-8 max-sm:px-3.5 md:grid-cols-[1.35fr_1fr]">
        {preview}
        {form}
      </main>
    </div>
  )
}
