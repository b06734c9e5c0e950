import { lazy, Suspense, useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { Control } from '../ui/control.tsx'
import { Ellipsis } from '../ui/room-icons.ts'
import type { MenuEntry } from './more-menu.tsx'

const load = () => import('./more-menu.tsx')
const MoreMenu = lazy(async () => ({ default: (await load()).MoreMenu }))

/** The button of the menu; the menu itself comes with the first pointer or focus on it. */
export function MoreButton({ entries }: { entries: readonly MenuEntry[] }) {
  const { text } = useLanguage()
  const [isWanted, setWanted] = useState(false)
  const button = (
    <Control
      label={text.room.more}
      icon={Ellipsis}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    />
  )
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <MoreMenu entries={entries} isOpen />
    </Suspense>
  )
}
