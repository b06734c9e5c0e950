import type { RoomSummary } from '@roomful/protocol'
import { LIMITS } from '@roomful/protocol/limits'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useLanguage } from '../text/language.ts'
import { Button } from '../ui/button.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { WhoIsHere } from './who-is-here.tsx'

interface JoinFormProps {
  readonly title: string
  readonly room: RoomSummary | null | undefined
  readonly name: string
  readonly isJoining: boolean
  readonly onName: (name: string) => void
  readonly onJoin: (withMedia: boolean) => void
  /** The device pickers. */
  readonly children: ReactNode
}

export function JoinForm({ title, room, name, isJoining, onName, onJoin, children }: JoinFormProps) {
  const { text } = useLanguage()
  const [isBlank, setBlank] = useState(false)
  const id = useId()

  function join(withMedia: boolean): void {
    if (name.trim()) onJoin(withMedia)
    else {
      setBlank(true)
      document.getElementById(id)?.focus()
    }
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    join(true)
  }
  return (
    <form onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-3.5">
      <div>
        <p className="text-sm text-ink-2">{room ? text.live.kinds[room.kind] : text.prejoin.room}</p>
        <h1 className="mt-0.5 mb-2 text-xl leading-tight font-[640] tracking-[-0.02em] break-words">
          {title}
        </h1>
        <WhoIsHere room={room} />
      </div>
      <div
        className={`flex h-11 items-center gap-3 rounded-m border bg-raised px-3.5 text-[14px] transition-[border-color,box-shadow] duration-(--motion) focus-within:border-accent focus-within:shadow-[0_0_0_4px_var(--accent-soft)] ${isBlank ? 'border-danger' : 'border-line'}`}
      >
        <input
          id={id}
          value={name}
          onChange={({ target }) => {
            setBlank(false)
            onName(target.value)
          }}
          placeholder={text.prejoin.namePlaceholder}
          maxLength={LIMITS.DISPLAY_NAME_CHARS}
          autoComplete="name"
          aria-invalid={isBlank}
          aria-describedby={isBlank ? `${id}-blank` : undefined}
          className="h-full min-w-0 grow bg-transparent outline-none"
        />
        <label htmlFor={id} className="flex-none text-xs text-ink-2">
          {text.prejoin.name}
        </label>
      </div>
      {isBlank && (
        <p id={`${id}-blank`} role="alert" className="-mt-2 text-sm text-danger">
          {text.prejoin.nameBlank}
        </p>
      )}
      {children}
      <Button
        type="submit"
        look="primary"
        size="l"
        disabled={isJoining}
        className="w-full shadow-[0_0_0_10px_var(--bg)] max-md:sticky max-md:bottom-3 md:shadow-none"
      >
        {isJoining && <Spinner />}
        {isJoining ? text.prejoin.joining : text.prejoin.join}
      </Button>
      <p className="text-center text-sm text-ink-2">
        {text.prejoin.or}{' '}
        <button
          type="button"
          disabled={isJoining}
          onClick={() => join(false)}
          className="min-h-6 underline underline-offset-2 hover:text-ink"
        >
          {text.prejoin.without}
        </button>
      </p>
    </form>
  )
}
