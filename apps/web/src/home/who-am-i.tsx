import { LIMITS } from '@roomful/protocol/limits'
import { type FormEvent, useState } from 'react'
import { Avatar } from '../people/avatar.tsx'
import { guestName, setGuestName } from '../settings/profile.ts'
import { useReadable } from '../store.ts'
import { useLanguage } from '../text/language.ts'
import { Button } from '../ui/button.tsx'

/** The remembered name of this browser's guest, and a place to change it. */
export function WhoAmI() {
  const { text } = useLanguage()
  const name = useReadable(guestName)
  const [isEditing, setEditing] = useState(false)

  function keep(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    setGuestName(String(new FormData(event.currentTarget).get('name') ?? ''))
    setEditing(false)
  }
  if (!isEditing)
    return (
      <Button look="ghost" size="s" onClick={() => setEditing(true)} data-hint={text.home_page.nameHint}>
        {name ? <Avatar name={name} size={22} /> : null}
        <span className="max-w-40 truncate max-sm:max-w-28">{name || text.home_page.nameless}</span>
      </Button>
    )
  return (
    <form onSubmit={keep} className="flex items-center gap-1.5">
      <input
        name="name"
        defaultValue={name}
        maxLength={LIMITS.DISPLAY_NAME_CHARS}
        aria-label={text.home_page.nameLabel}
        autoComplete="name"
        onKeyDown={({ key }) => key === 'Escape' && setEditing(false)}
        ref={(input) => input?.focus()}
        className="h-8.5 w-44 rounded-[10px] border border-line bg-surface px-3 text-sm outline-none focus:border-accent"
      />
      <Button type="submit" size="s">
        {text.save}
      </Button>
    </form>
  )
}
