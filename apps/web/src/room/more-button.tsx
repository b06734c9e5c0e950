import { useCallback, useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { Control } from '../ui/control.tsx'
import { Ellipsis } from '../ui/room-icons.ts'
import { fetchAhead, usePart } from '../ui/use-part.ts'
import type { MenuEntry } from './more-menu.tsx'

const load = () => import('./more-menu.tsx')

/** The button of the menu; the menu itself comes with the first pointer or focus on it. */
export function MoreButton({ entries }: { entries: readonly MenuEntry[] }) {
  const { text } = useLanguage()
  const [isWanted, setWanted] = useState(false)
  const part = usePart(
    isWanted ? load : null,
    useCallback(() => setWanted(false), []),
  )
  if (part) return <part.MoreMenu entries={entries} isOpen />
  return (
    <Control
      label={text.room.more}
      icon={Ellipsis}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => fetchAhead(load)}
      onFocus={() => fetchAhead(load)}
      onClick={() => setWanted(true)}
    />
  )
}
