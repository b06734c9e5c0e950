import { Link } from 'wouter'
import { NoticePage } from '../failure/failure-page.tsx'
import { useLanguage } from '../text/language.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { DoorOpen } from '../ui/icons.ts'

export function LeftPage({ onRejoin }: { onRejoin: () => void }) {
  const { text } = useLanguage()
  return (
    <NoticePage icon={DoorOpen} title={text.room.left} hint={text.room.leftHint}>
      <Button look="primary" onClick={onRejoin} ref={(button) => button?.focus()}>
        {text.room.rejoin}
      </Button>
      <Link href="/" className={buttonClass('plain')}>
        {text.home}
      </Link>
    </NoticePage>
  )
}
