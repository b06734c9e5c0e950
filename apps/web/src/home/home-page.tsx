import { LanguagePicker, ThemeButton } from '../settings/preferences.tsx'
import { useReadable } from '../store.ts'
import { useLanguage } from '../text/language.ts'
import { Brand } from '../ui/brand.tsx'
import { usePageTitle } from '../ui/page-title.ts'
import { EnterForm } from './enter-form.tsx'
import { LiveCard } from './live-card.tsx'
import { liveRooms } from './live-rooms.ts'
import { WhoAmI } from './who-am-i.tsx'

export function HomePage() {
  const { text } = useLanguage()
  const live = useReadable(liveRooms)
  usePageTitle(text.live.title)
  return (
    <div className="ambient flex grow flex-col">
      <header className="flex h-15 flex-none items-center gap-1 px-5 max-sm:px-3.5">
        <span className="grow">
          <Brand />
        </span>
        <WhoAmI />
        <LanguagePicker />
        <ThemeButton />
      </header>
      <main className="mx-auto grid w-full max-w-330 grow items-center gap-14 px-18 pt-7 pb-14 max-lg:gap-10 max-lg:px-8 max-md:grid-cols-1 max-md:content-start max-sm:px-4.5 md:grid-cols-[1.15fr_1fr]">
        <div className="flex flex-col gap-5.5">
          <h1 className="text-2xl leading-[1.08] font-[680] tracking-[-0.03em] whitespace-pre-line max-sm:text-[34px]">
            {text.home_page.title}
          </h1>
          <p className="max-w-[30em] text-[17px] text-pretty text-ink-2">{text.home_page.lead}</p>
          <EnterForm />
        </div>
        <LiveCard {...live} />
      </main>
    </div>
  )
}
