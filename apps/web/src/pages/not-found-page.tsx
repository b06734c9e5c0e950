import { Link } from 'wouter'
import { NoticePage } from '../failure/failure-page.tsx'
import { useLanguage } from '../text/language.ts'
import { buttonClass } from '../ui/button.tsx'
import { DoorOpen } from '../ui/icons.ts'

export function NotFoundPage() {
  const { text } = useLanguage()
  return (
    <NoticePage icon={DoorOpen} title={text.pages.notFound} hint={text.pages.notFoundHint}>
      <Link href="/" className={buttonClass('primary')}>
        {text.home}
      </Link>
    </NoticePage>
  )
}
